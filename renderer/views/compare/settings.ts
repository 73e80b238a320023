import type { SettingRow } from '../../../app/contract/contract.ts';

/** Settings by their names, those a reader asks for first in front. */
const titles = new Map([
  ['objective.kind', 'objective'],
  ['objective.network.kind', 'network'],
  ['objective.network.hidden', 'hidden layers'],
  ['objective.network.blocks', 'blocks'],
  ['objective.network.activation', 'activation'],
  ['objective.formula', 'formula'],
  ['objective.eigenvalues', 'eigenvalues'],
  ['objective.eigenvalues.law', 'law of the eigenvalues'],
  ['objective.depth', 'depth'],
  ['objective.parameters', 'parameters'],
  ['objective.examples', 'examples'],
  ['objective.network.depth', 'depth'],
  ['objective.data.kind', 'data'],
  ['objective.data.degree', 'degree'],
  ['objective.data.points', 'points'],
  ['objective.data.train', 'training examples'],
  ['objective.data.test', 'test examples'],
  ['objective.start', 'start'],
  ['objective.loss', 'loss'],
  ['optimizer.kind', 'optimizer'],
  ['optimizer.stepSize', 'step size η'],
  ['optimizer.radius', 'radius ρ'],
  ['optimizer.fraction', 'fraction α of SAM'],
  ['optimizer.alpha', 'weight α of g⊥'],
  ['optimizer.shard', 'examples of a shard m'],
  ['optimizer.ascentSteps', 'steps of the ascent n'],
  ['optimizer.offset', 'offset ξ'],
  ['optimizer.batch', 'examples of a step'],
  ['steps', 'steps'],
  ['seed', 'seed'],
  ['precision', 'precision'],
  ['optimizer.epsilon', 'ε'],
  ['optimizer.momentum', 'momentum β'],
  ['optimizer.nesterov', 'Nesterov’s step'],
  ['chunk', 'examples at a time'],
  ['measure.sharpness.every', 'steps between measurements'],
  ['measure.sharpness.count', 'eigenvalues'],
  ['measure.sharpness.tolerance', 'tolerance of λ₁'],
  ['stop.gradientNorm', 'stops at ‖g‖'],
  ['stop.lossFactor', 'diverged at loss ×'],
]);
const MAIN = new Set([...titles.keys()].slice(0, 25));

/** The name of a setting on the screen: the field's word, else the last part of its place in words. */
export function settingTitle(place: string): string {
  const last = place.split('.').at(-1) ?? place;
  return titles.get(place) ?? last.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export interface SharedSetting {
  readonly place: string;
  readonly value: unknown;
}

/** The shared settings, those most asked for first and apart. */
export function shownShared(rows: readonly SettingRow[]): {
  readonly main: readonly SharedSetting[];
  readonly rest: readonly SharedSetting[];
} {
  const order = [...titles.keys()];
  const rank = (place: string): number => (order.includes(place) ? order.indexOf(place) : order.length);
  const shared = rows
    .filter(({ place }) => place !== 'version' && place !== 'name')
    .map(({ place, values }) => ({ place, value: values[0] }))
    .sort((a, b) => rank(a.place) - rank(b.place));
  return {
    main: shared.filter(({ place }) => MAIN.has(place)),
    rest: shared.filter(({ place }) => !MAIN.has(place)),
  };
}
