import * as v from 'valibot';
import { LabError, params } from '../../app/contract/contract.ts';
import type { Lab, Method, Results } from '../../app/contract/contract.ts';
import type { Problem } from '../../app/run/run.ts';
import { internalProblem } from './problem.ts';

/** A call as it comes from outside: nothing about it is known yet. */
export interface Question {
  readonly method: string;
  readonly params: unknown;
}

export type Answer = { readonly result: unknown } | { readonly problems: Problem[] };

/** Checks a question against the contract and puts it to the lab. Never throws: whatever goes wrong is an answer. */
export async function answer(lab: Lab, question: Question): Promise<Answer> {
  try {
    if (!isMethod(question.method))
      throw new LabError([
        { code: 'unknown-method', message: `The lab has no method ${JSON.stringify(question.method)}.` },
      ]);
    return { result: await ask(lab, question.method, question.params) };
  } catch (error) {
    if (error instanceof LabError) return { problems: [...error.problems] };
    return { problems: [internalProblem(`The lab could not answer ${question.method}`, error)] };
  }
}

/** Checks the parameters of a call and makes it. @throws LabError */
export async function ask<M extends Method>(lab: Lab, method: M, given: unknown): Promise<Results[M]> {
  const checked = v.safeParse(params[method], given);
  if (checked.success) return lab.call(method, checked.output);
  const problems = checked.issues.map((issue) => ({
    code: 'bad-parameters',
    message: `${method} does not take ${issue.received}: ${issue.message}.`,
    place: v.getDotPath(issue) ?? '',
  }));
  // What breaks two rules of one expectation is told of once.
  throw new LabError([
    ...new Map(problems.map((problem) => [problem.place + problem.message, problem])).values(),
  ]);
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(params, name);
}
