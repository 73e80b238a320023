import type { Optimizer } from '../experiment/experiment.ts';
import { optimizerRules, settingsAt } from '../experiment/optimizer-rules.ts';
import { settingText } from '../experiment/schedule.ts';
import type { Run } from '../run/run.ts';
import { formatTick } from './ticks.ts';

/** Shapes Chart.js draws points as; SVG swatches draw the same ones. */
export type Marker = 'circle' | 'rectRot' | 'rect' | 'triangle';

/** How a run looks and is called wherever it is drawn: colour, dash and marker together, so that colour never stands alone. */
export interface Appearance {
  /** `GD`, or `SAM ρ .05` where several runs of one optimizer are shown. */
  readonly label: string;
  readonly kind: Optimizer['kind'];
  /** Percentage of the optimizer's hue, the rest being ink: lightness steps of one hue. */
  readonly shade: number;
  /** Lengths of dash and gap in pixels; empty for a solid line. */
  readonly dash: readonly number[];
  readonly marker: Marker;
}

const SHADES = [100, 66, 40]; // each keeps 3:1 against the card, light and dark

/** Dash and markers of an optimizer: no two optimizers share a dash, so that colour is never needed to tell them apart. */
const LOOKS: Record<
  Optimizer['kind'],
  { readonly dash: readonly number[]; readonly markers: readonly Marker[] }
> = {
  gd: { dash: [], markers: ['circle', 'rect'] },
  sam: { dash: [9, 3], markers: ['rectRot', 'triangle'] },
  usam: { dash: [2, 3], markers: ['triangle', 'circle'] },
  asam: { dash: [9, 3, 2, 3], markers: ['rect', 'rectRot'] },
  gsam: { dash: [9, 3, 2, 3, 2, 3], markers: ['circle', 'triangle'] },
  'm-sam': { dash: [16, 4], markers: ['triangle', 'rect'] },
  'n-step-sam': { dash: [4, 2, 4, 7], markers: ['rectRot', 'circle'] },
  'partial-sam': { dash: [14, 3, 5, 3], markers: ['rect', 'triangle'] },
};

/** The appearances of runs shown together, in their order. */
export function appearances(runs: readonly Run[]): ReadonlyMap<string, Appearance> {
  const labels = labelsOf(runs);
  const seen = new Map<Optimizer['kind'], number>();
  return new Map(
    runs.map((run, index) => {
      const { kind } = run.experiment.optimizer;
      const rank = seen.get(kind) ?? 0;
      seen.set(kind, rank + 1);
      const { dash, markers } = LOOKS[kind];
      const marker = markers[Math.floor(rank / SHADES.length) % markers.length] ?? 'circle';
      const shade = SHADES[rank % SHADES.length] ?? 100;
      return [run.id, { label: labels[index] ?? run.id, kind, shade, dash, marker }];
    }),
  );
}

/** How an optimizer's only run looks, also where what is drawn is no run of the lab. */
export function appearanceOf(kind: Optimizer['kind']): Appearance {
  const { dash, markers } = LOOKS[kind];
  return { label: optimizerRules[kind].name, kind, shade: 100, dash, marker: markers[0] ?? 'circle' };
}

/** The colour of a run's lines, as CSS; `token` gives a custom property's value (or its `var()`). */
export function lineColour({ kind, shade }: Appearance, token: (name: string) => string): string {
  return mixed(token(`--${kind}`), shade, token('--ink'));
}

/** The colour of words about a run: darker than its lines, to be read. */
export function inkColour({ kind, shade }: Appearance): string {
  return mixed(`var(--${kind}-ink)`, shade, 'var(--ink)');
}

function mixed(colour: string, share: number, ink: string): string {
  return share === 100 ? colour : `color-mix(in oklab, ${colour} ${share}%, ${ink})`;
}

/** What tells runs of one optimizer apart, tried in this order. */
const DISTINCTIONS: readonly ((run: Run) => string)[] = [
  ({ experiment: { optimizer } }) =>
    optimizer.kind === 'gd' ? '' : `ρ ${settingText(optimizer.radius, formatTick)}`,
  ({ experiment: { optimizer } }) => optimizerRules[optimizer.kind].words(settingsAt(optimizer, 0)).join(' '),
  ({ experiment: { optimizer } }) => `η ${settingText(optimizer.stepSize, formatTick)}`,
  ({ experiment: { optimizer } }) =>
    optimizer.momentum === 0
      ? 'no momentum'
      : `${optimizer.nesterov ? 'Nesterov ' : ''}β ${formatTick(optimizer.momentum)}`,
  ({ experiment: { optimizer } }) =>
    typeof optimizer.batch === 'number' ? `batch ${optimizer.batch}` : 'full batch',
  ({ experiment }) => `seed ${experiment.seed}`,
  ({ experiment }) => experiment.precision,
  (run) => run.name,
];

function labelsOf(runs: readonly Run[]): string[] {
  return runs.map((run) => {
    const word = optimizerRules[run.experiment.optimizer.kind].name;
    const others = runs.filter(
      ({ experiment }) => experiment.optimizer.kind === run.experiment.optimizer.kind,
    );
    if (others.length === 1) return word;
    return `${word} ${distinction(run, others)}`;
  });
}

/** As few settings as tell a run from the others, in their order; its number among those that differ in none. */
function distinction(run: Run, others: readonly Run[]): string {
  const words: string[] = [];
  let alike = others;
  for (const say of DISTINCTIONS) {
    const here = alike.filter((other) => say(other) === say(run));
    if (here.length === alike.length || alike.length === 1) continue;
    words.push(say(run));
    alike = here;
  }
  return (alike.length === 1 ? words : [...words, `#${alike.indexOf(run) + 1}`]).filter(Boolean).join(' ');
}
