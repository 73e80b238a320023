import { formatLandscape, parseLandscape, type LandscapeAddress } from './landscape-address.ts';
import { abscissaNames, type AbscissaName } from '../../app/figure/abscissa.ts';
import { quantityNames, type QuantityName } from '../../app/figure/quantity.ts';
import type { Scale } from '../../app/figure/scale.ts';
import type { Stretch } from '../../app/figure/stretch.ts';

/** What the address holds after `#`, so that a reload, a bookmark or the back button shows the same picture. */
export type Address =
  | RunsAddress
  /** With the name of the preset that the form began with. */
  | { readonly view: 'new'; readonly preset?: string }
  | LandscapeAddress
  | LearnAddress
  /** One run. */
  | {
      readonly view: 'run';
      readonly id: string;
      /** The steps shown; null for all of them. */
      readonly stretch: Stretch | null;
      /** The step that all figures point at, where one was chosen. */
      readonly at: number | null;
      /** Figures with the other vertical scale; left out where there are none. */
      readonly turned?: readonly string[];
    }
  | {
      readonly view: 'compare';
      readonly runs: readonly string[];
      /** Runs in the comparison whose curves are not drawn. */
      readonly hidden: readonly string[];
      /** What the horizontal axis counts. */
      readonly abscissa: AbscissaName;
      /** How it spaces that. */
      readonly across: Scale;
      /** The stretch of it that is shown; null for all of it. */
      readonly stretch: Stretch | null;
      /** Whether the panels of one figure share their vertical axis. */
      readonly sharedAxes: boolean;
      /** Whether what is drawn stands side by side, a column each, in every figure. */
      readonly columns: boolean;
      /** Whether seeds of one setting are drawn as one; null: where there are many runs. */
      readonly together: boolean | null;
      /** Figures whose vertical axis has the scale that is not theirs by itself. */
      readonly turned: readonly string[];
      /** What pairs of runs are compared by. */
      readonly quantity: QuantityName;
      /** The run that the others are compared with; null for the first shown. */
      readonly against: string | null;
    };

/** A page for each claim of paper A (docs/theory.md). */
export interface LearnAddress {
  readonly view: 'learn';
  readonly claim: 1 | 2 | 3;
  /** Where the dials of its experiment stand; those left out as they are at first. They may be wrong. */
  readonly dials?: Readonly<Record<string, number>>;
}

/** The table of runs; what is left out is as it is at first. */
export interface RunsAddress {
  readonly view: 'runs';
  /** What is searched for (app/run/filter.ts). */
  readonly search?: string;
  /** The column it is sorted by, with a minus where it falls. */
  readonly sort?: string;
  /** Whether the archived runs are shown, and not the others. */
  readonly archived?: true;
}

export type View = Address['view'];
export type RunAddress = Extract<Address, { view: 'run' }>;
export type ComparisonAddress = Extract<Address, { view: 'compare' }>;

/** Runs and presets are named alike. */
const RUN_ID = /^[0-9a-z-]{1,40}$/;

/** Reads `#/?find=sam&sort=-finalLoss`, `#/compare?runs=a,b&steps=0-400&hide=b&axes=own`, `#/compare?runs=a,b&x=time&time=0-2.5` and `#/run/a?steps=0-400&at=120`; whatever it does not know is the Runs view. */
export function parseAddress(hash: string): Address {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  if (path === 'new') return parseNew(query);
  if (path === 'landscape') return parseLandscape(query);
  if (path === 'learn' || path?.startsWith('learn/'))
    return {
      view: 'learn',
      claim: path === 'learn/2' ? 2 : path === 'learn/3' ? 3 : 1,
      ...parseDials(query),
    };
  const values = new URLSearchParams(query);
  const id = /^run\/(.*)$/.exec(path ?? '')?.[1];
  if (id !== undefined && RUN_ID.test(id)) {
    const at = /^\d+$/.exec(values.get('at') ?? '')?.[0];
    const turned = parseNames(values.get('turned'));
    return {
      view: 'run',
      id,
      stretch: parseStretch(values.get('steps')),
      at: at === undefined ? null : Number(at),
      ...(turned.length > 0 ? { turned } : {}),
    };
  }
  if (path !== 'compare') return path === '' ? parseRuns(values) : { view: 'runs' };
  const ids = (key: string): string[] => [
    ...new Set((values.get(key) ?? '').split(',').filter((id) => RUN_ID.test(id))),
  ];
  const abscissa = abscissaNames.find((name) => name === values.get('x')) ?? 'step';
  return {
    view: 'compare',
    runs: ids('runs'),
    hidden: ids('hide'),
    abscissa,
    across: values.get('across') === 'log' ? 'log' : 'linear',
    stretch: parseStretch(values.get(stretchKey(abscissa))),
    sharedAxes: values.get('axes') !== 'own',
    columns: values.get('layout') === 'columns',
    together: parseTogether(values.get('seeds')),
    turned: parseNames(values.get('turned')),
    quantity: quantityNames.find((name) => name === values.get('of')) ?? 'sharpness',
    against: ids('against')[0] ?? null,
  };
}

/** The inverse of `parseAddress`. */
export function formatAddress(address: Address): string {
  if (address.view === 'landscape') return formatLandscape(address);
  if (address.view === 'learn') {
    const dials = Object.entries(address.dials ?? {}).map(([name, value]) => `${name}=${digits(value)}`);
    return withQuery(`#/learn/${address.claim}`, dials);
  }
  if (address.view === 'run') {
    const { id, stretch, at, turned = [] } = address;
    return withQuery(`#/run/${id}`, [
      ...stretchOf(stretch, 'step'),
      ...(at === null ? [] : [`at=${at}`]),
      ...namesOf(turned),
    ]);
  }
  if (address.view === 'new' && address.preset !== undefined) return `#/new?preset=${address.preset}`;
  if (address.view === 'runs') return formatRuns(address);
  if (address.view !== 'compare') return `#/${address.view}`;
  const parts = [
    address.runs.length > 0 ? [`runs=${address.runs.join(',')}`] : [],
    address.abscissa === 'step' ? [] : [`x=${address.abscissa}`],
    address.across === 'log' ? ['across=log'] : [],
    stretchOf(address.stretch, address.abscissa),
    address.hidden.length > 0 ? [`hide=${address.hidden.join(',')}`] : [],
    address.sharedAxes ? [] : ['axes=own'],
    address.columns ? ['layout=columns'] : [],
    address.together === null ? [] : [`seeds=${address.together ? 'together' : 'apart'}`],
    namesOf(address.turned),
    address.quantity === 'sharpness' ? [] : [`of=${address.quantity}`],
    address.against === null ? [] : [`against=${address.against}`],
  ].flat();
  return withQuery('#/compare', parts);
}

function parseRuns(values: URLSearchParams): RunsAddress {
  const [search, sort] = [values.get('find') ?? '', values.get('sort') ?? ''];
  return {
    view: 'runs',
    ...(search === '' ? {} : { search }),
    ...(/^-?[a-zA-Z]{1,40}$/.test(sort) ? { sort } : {}),
    ...(values.get('show') === 'archived' ? { archived: true } : {}),
  };
}

function formatRuns({ search, sort, archived }: RunsAddress): string {
  return withQuery('#/', [
    ...(search ? [`find=${encodeURIComponent(search)}`] : []),
    ...(sort === undefined ? [] : [`sort=${sort}`]),
    ...(archived ? ['show=archived'] : []),
  ]);
}

function withQuery(path: string, parts: readonly string[]): string {
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path;
}

/** The key of a stretch says what its numbers count: a stretch of one axis is none of another. */
function stretchKey(abscissa: AbscissaName): string {
  return abscissa === 'step' ? 'steps' : abscissa;
}

function stretchOf(stretch: Stretch | null, abscissa: AbscissaName): string[] {
  if (!stretch) return [];
  const text = abscissa === 'step' ? hundredths : digits;
  return [`${stretchKey(abscissa)}=${text(stretch.from)}-${text(stretch.to)}`];
}

function parseTogether(text: string | null): boolean | null {
  return text === 'together' ? true : text === 'apart' ? false : null;
}

function parseNames(text: string | null): readonly string[] {
  return [...new Set((text ?? '').split(',').filter((name) => /^[a-zA-Z-]{1,40}$/.test(name)))];
}

function namesOf(turned: readonly string[]): string[] {
  return turned.length > 0 ? [`turned=${turned.join(',')}`] : [];
}

function parseDials(query: string): Pick<LearnAddress, 'dials'> {
  const dials = [...new URLSearchParams(query)]
    .filter(([name, text]) => /^[a-zA-Z]{1,40}$/.test(name) && text.trim() !== '')
    .map(([name, text]) => [name, Number(text)] as const)
    .filter(([, value]) => Number.isFinite(value));
  return dials.length > 0 ? { dials: Object.fromEntries(dials) } : {};
}

function parseNew(query: string): Address {
  const preset = new URLSearchParams(query).get('preset') ?? '';
  return RUN_ID.test(preset) ? { view: 'new', preset } : { view: 'new' };
}

function parseStretch(text: string | null): Stretch | null {
  const match = /^([\d.]+(?:e[+-]?\d+)?)-([\d.]+(?:e[+-]?\d+)?)$/.exec(text ?? '');
  if (!match) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return Number.isFinite(from) && Number.isFinite(to) && to > from ? { from, to } : null;
}

function hundredths(step: number): string {
  return String(Math.round(step * 100) / 100);
}

/** η·step may be of any size. A plus would be read as a space. */
function digits(place: number): string {
  return String(Number(place.toPrecision(8))).replace('+', '');
}
