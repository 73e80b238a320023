import { LabError, type Lab, type Params } from '../../app/contract/contract.ts';
import type { Problem } from '../../app/run/run.ts';
import type { Plane } from '../../app/study/slice.ts';
import type { PointQuestion } from '../../app/study/study.ts';

/** What can be measured of one run on demand (docs/studies.md). */
export type StudyName = PointQuestion['kind'];

/** A question as it is put to the lab; what is left out is as in docs/studies.md. */
export type StudyRequest = {
  readonly [Name in StudyName]: { readonly study: Name; readonly params: Params<`runs.${Name}`> };
}[StudyName];

/** What was measured. */
interface Answered {
  /** At which step; null of the flow, which has all of them. */
  readonly step: number | null;
  /** Of a slice. */
  readonly plane: Plane | null;
}

/** How far a question about a run is. */
export type StudyState =
  | {
      readonly kind: 'computing';
      readonly study: StudyName;
      /** From 0 to 1. */
      readonly share: number;
      /** What is being computed; empty while it waits for its turn. */
      readonly what: string;
    }
  | ({ readonly kind: 'answered'; readonly study: StudyName } & Answered)
  | { readonly kind: 'refused'; readonly study: StudyName; readonly problem: Problem };

/** What is measured of runs on demand, one question a run at a time. It goes on when its view is left. */
export class Studies {
  #states = $state.raw<ReadonlyMap<string, StudyState>>(new Map());
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.subscribe((event) => {
      if (event.type !== 'study') return;
      const state = this.#states.get(event.id);
      if (state?.kind === 'computing' && state.study === event.study)
        this.#set(event.id, { ...state, share: event.share, what: event.what });
    });
  }

  /** Of the last question about a run; null where none was asked, or it was called off. */
  of(run: string): StudyState | null {
    return this.#states.get(run) ?? null;
  }

  isComputing(run: string): boolean {
    return this.of(run)?.kind === 'computing';
  }

  /** Puts a question to the lab, which keeps its answer with the run. */
  async ask(request: StudyRequest): Promise<void> {
    const { study, params } = request;
    if (this.isComputing(params.id)) return;
    this.#set(params.id, { kind: 'computing', study, share: 0, what: '' });
    try {
      this.#set(params.id, { kind: 'answered', study, ...(await this.#measure(request)) });
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      const problem = error.problems.find(({ code }) => code !== 'cancelled');
      this.#set(params.id, problem ? { kind: 'refused', study, problem } : null);
    }
  }

  /** Calls off what is being computed of a run. */
  async cancel(run: string): Promise<void> {
    if (this.isComputing(run)) await this.#lab.call('runs.cancelStudies', { ids: [run] });
  }

  async #measure(request: StudyRequest): Promise<Answered> {
    switch (request.study) {
      case 'spectrum':
        return { step: (await this.#lab.call('runs.spectrum', request.params)).step, plane: null };
      case 'slice': {
        const { step, plane } = await this.#lab.call('runs.slice', request.params);
        return { step, plane };
      }
      case 'flow':
        await this.#lab.call('runs.flow', request.params);
        return { step: null, plane: null };
    }
  }

  #set(run: string, state: StudyState | null): void {
    const states = new Map(this.#states);
    if (state) states.set(run, state);
    else states.delete(run);
    this.#states = states;
  }
}
