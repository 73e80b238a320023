import {
  create,
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
  parseDependencies,
  type MathNode,
} from 'mathjs/number';
import { nearest } from '../parse/words.ts';
import { foreignSigns, type ForeignSign } from './characters.ts';
import { constants, functionNames, operators } from './formula.ts';
import type { Formula, FunctionName, Operator } from './formula.ts';

/** A formula, or all that is wrong with its text, a sentence each. */
export type ParsedFormula = { readonly formula: Formula } | { readonly problems: readonly string[] };

const { parse } = create({ ...parseDependencies });
const DEEPEST = 500; // levels: the programs made from a formula are walked recursively
const ALLOWED = `Allowed are + - * / ^, parentheses, ${functionNames.join(', ')}, pi and e.`;
const nothing: Formula = { kind: 'number', value: NaN };

/**
 * Parses a formula over + − * / ^, exp log sqrt sin cos tanh abs, pi, e, numbers and variables. −x^2 is −(x^2), x^y^z is x^(y^z).
 * Anything else is a problem that says what was found and where.
 */
export function parseFormula(text: string, variables: readonly string[]): ParsedFormula {
  const written = text.replaceAll('−', '-').replaceAll(/\s/g, ' ');
  if (written.trim() === '') return { problems: ['The formula is empty.'] };
  const foreign = foreignSigns(written);
  if (foreign.length > 0) return { problems: foreign.map(notOfAFormula) };
  try {
    const reader = new Reader(written, variables);
    const formula = reader.read(parse(written), 0);
    const problems = [...new Set(reader.problems)];
    return problems.length > 0 ? { problems } : { formula };
  } catch (error) {
    return { problems: [sentenceOf(error, written)] };
  }
}

class TooDeep extends Error {}

/** Turns a syntax tree into a formula, and notes what no formula may have. */
class Reader {
  readonly problems: string[] = [];
  readonly #text: string;
  readonly #variables: readonly string[];

  constructor(text: string, variables: readonly string[]) {
    this.#text = text;
    this.#variables = variables;
  }

  read(node: MathNode, depth: number): Formula {
    if (depth > DEEPEST) throw new TooDeep();
    if (isParenthesisNode(node)) return this.read(node.content, depth + 1);
    if (isConstantNode(node)) return this.#number(node.value, node);
    if (isSymbolNode(node)) return this.#name(node.name);
    if (isFunctionNode(node)) return this.#call(node.fn, node.args, depth + 1);
    if (isOperatorNode(node)) return this.#operation(node, node.args, depth + 1);
    return this.#refuse(
      `${quoted(node.toString())}${this.#at(node.toString())} is not part of a formula. ${ALLOWED}`,
    );
  }

  #number(value: unknown, node: MathNode): Formula {
    if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', value };
    return this.#refuse(`${quoted(node.toString())} is not a finite number.`);
  }

  #name(name: string): Formula {
    if (this.#variables.includes(name)) return { kind: 'variable', name };
    const value = constants.get(name);
    if (value !== undefined) return { kind: 'number', value };
    const at = this.#at(name);
    if (isFunctionName(name))
      return this.#refuse(`The function ${name}${at} has no argument: write ${name}(…).`);
    const near = nearest(name, this.#variables);
    const meant = near === null ? '' : ` Did you mean ${near}?`;
    return this.#refuse(`${quoted(name)}${at} is not a variable (${listed(this.#variables)}).${meant}`);
  }

  #call(fn: MathNode, args: readonly MathNode[], depth: number): Formula {
    const name = isSymbolNode(fn) ? fn.name : fn.toString();
    const read = args.map((argument) => this.read(argument, depth));
    if (this.#variables.includes(name) || constants.has(name))
      return this.#refuse(`A * is missing between ${name} and the parenthesis${this.#at(name)}.`);
    if (!isFunctionName(name)) {
      const near = nearest(name, functionNames);
      const meant = near === null ? '' : ` Did you mean ${near}?`;
      return this.#refuse(
        `${quoted(name)}${this.#at(name)} is not a function (${functionNames.join(', ')}).${meant}`,
      );
    }
    const [argument, ...more] = read;
    if (!argument || more.length > 0)
      return this.#refuse(`The function ${name}${this.#at(name)} takes one argument, got ${args.length}.`);
    return { kind: 'call', name, of: argument };
  }

  #operation(node: { op: string; implicit: boolean }, args: readonly MathNode[], depth: number): Formula {
    const operator: string = node.op;
    const [left, right] = args.map((argument) => this.read(argument, depth));
    if (left && right && isOperator(operator)) {
      if (!node.implicit) return { kind: 'operation', operator, left, right };
      const factors = args.map((argument) => quoted(argument.toString()));
      return this.#refuse(`A * is missing between ${factors.join(' and ')}.`);
    }
    if (left && !right && operator === '-') return { kind: 'negative', of: left };
    if (left && !right && operator === '+') return left;
    return this.#refuse(`The operator ${operator}${this.#at(operator)} is not part of a formula. ${ALLOWED}`);
  }

  #refuse(problem: string): Formula {
    this.problems.push(problem);
    return nothing;
  }

  /** Where a piece of the text first stands on its own. */
  #at(piece: string): string {
    const escaped = piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const position = this.#text.search(
      /^\w/.test(piece) ? new RegExp(`(?<!\\w)${escaped}(?!\\w)`) : new RegExp(escaped),
    );
    return position === -1 ? '' : ` at character ${position + 1}`;
  }
}

function notOfAFormula({ sign, offset, instead }: ForeignSign): string {
  const meant = instead === null ? ALLOWED : `Write ${instead}.`;
  return `The ${sign} at character ${offset + 1} is not part of a formula. ${meant}`;
}

function sentenceOf(error: unknown, text: string): string {
  if (error instanceof TooDeep || error instanceof RangeError)
    return `The formula is nested more than ${DEEPEST} deep: write it with fewer terms.`;
  const said = error instanceof Error ? error.message.replace(/ \(char \d+\)$/, '') : String(error);
  const character = typeof error === 'object' && error && 'char' in error ? Number(error.char) : NaN;
  if (!Number.isFinite(character)) return `The formula cannot be read: ${said}.`;
  const rest = text.slice(character - 1).trim();
  const found = rest === '' ? 'it ends' : `${quoted(rest)} is found`;
  return `The formula cannot be read at character ${character}, where ${found}: ${said}.`;
}

function quoted(piece: string): string {
  return `"${piece.length > 30 ? `${piece.slice(0, 30)}…` : piece}"`;
}

function listed(names: readonly string[]): string {
  return [...names.slice(0, 8), ...(names.length > 8 ? ['…'] : [])].join(', ');
}

function isFunctionName(name: string): name is FunctionName {
  return functionNames.some((known) => known === name);
}

function isOperator(name: string): name is Operator {
  return operators.some((known) => known === name);
}
