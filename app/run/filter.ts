import type { Run } from './run.ts';

/**
 * Which runs are wanted, as words with a space between: `optimizer:sam stepSize<0.05 tag:paper λ₁>40 -status:failed "my text"`. All must hold.
 *
 *     word          somewhere in the run's words; "two words" in quotes
 *     key:text      the value contains the text; a number is equal
 *     key=value     equal; also !=
 *     key<number    also <=, >, >=
 *     is:pinned     also archived, forked
 *     -…            the opposite
 *
 * A key is a setting by its path or its end (`optimizer.stepSize`, `stepSize`; `optimizer`, `objective`, `network` and `data` mean their kinds), a statistic of the
 * run's summary (`edgeRatio`), `tag`, `name`, `note`, `status`, `step`, `seconds`, `backend`, or one of η, ρ, λ₁, loss, flips.
 */
export interface RunFilter {
  readonly matches: (run: Run) => boolean;
  /** What of the text cannot be understood, each with what is expected; it is left out of the filter. */
  readonly problems: readonly string[];
  /** Keys that are asked for. */
  readonly keys: readonly string[];
}

type Value = string | number | boolean;

interface Term {
  readonly written: string;
  readonly opposite: boolean;
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}

const TERM = /(-)?(?:([^\s"<>=:!]+)(<=|>=|!=|[:=<>]))?("[^"]*"?|\S+)/gu;

const aliases: Readonly<Record<string, string>> = {
  η: 'stepsize',
  ρ: 'radius',
  'λ₁': 'finalsharpness',
  λ1: 'finalsharpness',
  sharpness: 'finalsharpness',
  loss: 'finalloss',
  flips: 'fliprate',
  steps: 'experiment.steps',
  state: 'status',
};

const states: Readonly<Record<string, (run: Run) => boolean>> = {
  pinned: (run) => run.pinned,
  archived: (run) => run.archived,
  forked: (run) => run.fork !== null,
};

/** @param textOf the words of a run, in lower case */
export function parseFilter(text: string, textOf: (run: Run) => string): RunFilter {
  const problems: string[] = [];
  const keys: string[] = [];
  const tests: ((run: Run) => boolean)[] = [];
  for (const term of termsOf(text)) {
    const problem = problemOf(term);
    if (problem !== null) problems.push(problem);
    else {
      const test = testOf(term, textOf);
      if (term.key !== '' && term.key !== 'is' && term.key !== 'tag') keys.push(term.key);
      tests.push(term.opposite ? (run) => !test(run) : test);
    }
  }
  return { matches: (run) => tests.every((test) => test(run)), problems, keys };
}

/** The keys of a filter that none of the runs has, each as a sentence. */
export function unknownKeys({ keys }: RunFilter, runs: readonly Run[]): string[] {
  if (runs.length === 0) return [];
  return [...new Set(keys)]
    .filter((key) => !runs.some((run) => valuesOf(run, key).length > 0))
    .map(
      (key) =>
        `No run has “${key}”: a setting (stepSize, network), a statistic (λ₁, loss, flips), status, tag, name or note is expected.`,
    );
}

function termsOf(text: string): Term[] {
  return [...text.matchAll(TERM)].map(([written, minus, key = '', operator = '', value = '']) => ({
    written,
    opposite: minus !== undefined,
    key: key.toLowerCase(),
    operator,
    value: value.replaceAll('"', '').toLowerCase(),
  }));
}

function problemOf({ written, key, operator, value }: Term): string | null {
  if (key === '' && /^[^<>=:!]+(<=|>=|!=|[:=<>])$/u.test(value))
    return `“${written}” lacks what is to be compared with.`;
  if (/[<>]/.test(operator) && (value === '' || Number.isNaN(Number(value))))
    return `“${written}”: a number is expected after ${operator}.`;
  if (key === 'is' && !(value in states))
    return `“${written}”: ${Object.keys(states).join(', ')} are expected after is:.`;
  return null;
}

function testOf({ key, operator, value }: Term, textOf: (run: Run) => string): (run: Run) => boolean {
  if (key === '') return (run) => textOf(run).includes(value);
  if (key === 'is') return (run) => states[value]?.(run) ?? false;
  if (key === 'tag') {
    const has = (run: Run): boolean =>
      run.tags.some((tag) =>
        operator === ':' ? tag.toLowerCase().includes(value) : tag.toLowerCase() === value,
      );
    return operator === '!=' ? (run) => !has(run) : has;
  }
  const holds = (found: Value): boolean => compare(found, operator, value);
  // Of several values of a name one must be right; "unequal" means that none is equal.
  if (operator === '!=') return (run) => valuesOf(run, key).every(holds);
  return (run) => valuesOf(run, key).some(holds);
}

function compare(found: Value, operator: string, value: string): boolean {
  const number = value === '' ? NaN : Number(value);
  const text = String(found).toLowerCase();
  switch (operator) {
    case ':':
      return typeof found === 'number' && !Number.isNaN(number) ? found === number : text.includes(value);
    case '=':
      return typeof found === 'number' ? found === number : text === value;
    case '!=':
      return typeof found === 'number' ? found !== number : text !== value;
    case '<':
      return typeof found === 'number' && found < number;
    case '<=':
      return typeof found === 'number' && found <= number;
    case '>':
      return typeof found === 'number' && found > number;
    default:
      return typeof found === 'number' && found >= number;
  }
}

/** Every value of a run that a key names. */
function valuesOf(run: Run, key: string): Value[] {
  const wanted = aliases[key] ?? key;
  return leavesOf(run).flatMap(({ path, value }) => (names(wanted, path) ? [value] : []));
}

function names(key: string, path: string): boolean {
  return [key, `${key}.kind`].some((end) => path === end || path.endsWith(`.${end}`));
}

interface Leaf {
  /** In lower case, with dots between. */
  readonly path: string;
  readonly value: Value;
}

const known = new WeakMap<Run, readonly Leaf[]>();

function leavesOf(run: Run): readonly Leaf[] {
  const before = known.get(run);
  if (before) return before;
  const { id, name, status, step, seconds, note, experiment, summary, execution } = run;
  const leaves = leavesBelow(
    {
      id,
      name,
      status,
      step,
      seconds,
      note,
      experiment,
      summary,
      backend: execution?.backend,
      device: execution?.device,
    },
    '',
  );
  known.set(run, leaves);
  return leaves;
}

function leavesBelow(value: unknown, path: string): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [{ path, value: value.map(String).join(',') }];
  return Object.entries(value).flatMap(([name, item]) =>
    leavesBelow(item, path === '' ? name.toLowerCase() : `${path}.${name.toLowerCase()}`),
  );
}
