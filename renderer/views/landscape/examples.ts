import { toys } from '../../../app/dynamics/toys.ts';
import { firstLandscape } from '../../state/landscape-address.ts';
import type { LandscapeAddress } from '../../state/landscape-address.ts';

/** A landscape that shows something by itself. */
export interface Example {
  readonly title: string;
  readonly address: LandscapeAddress;
}

const written = (name: 'ravine' | 'hyperbola'): string =>
  toys.find((toy) => toy.name === name)?.formula ?? firstLandscape.formula;

/** The toys whose drift has a closed form, and shapes on which the bounce shows another side. */
export const examples: readonly Example[] = [
  { title: 'Ravine', address: { ...firstLandscape, formula: written('ravine') } },
  {
    title: 'Hyperbola',
    address: {
      ...firstLandscape,
      formula: written('hyperbola'),
      start: [3, 0.5],
      stepSize: 0.05,
      steps: 1200,
      shown: { x: { from: 0, to: 3.5 }, y: { from: 0, to: 2 } },
    },
  },
  {
    title: 'Quadratic',
    address: {
      ...firstLandscape,
      formula: '0.5*(x^2 + 0.2*y^2)',
      start: [0.9, 1.5],
      stepSize: 0.5,
      radius: 0.2,
      steps: 200,
      shown: { x: { from: -1, to: 1 }, y: { from: -1, to: 2 } },
    },
  },
  {
    title: 'Sloped ravine',
    address: {
      ...firstLandscape,
      formula: '0.5*(1+y^2)*x^2 + 0.02*(y-2)^2',
      steps: 1500,
    },
  },
  {
    title: 'Banana',
    address: {
      ...firstLandscape,
      formula: '(1-x)^2 + 5*(y-x^2)^2',
      start: [-1, 1.4],
      stepSize: 0.02,
      radius: 0.05,
      steps: 600,
      shown: { x: { from: -2, to: 2 }, y: { from: -1, to: 3 } },
    },
  },
];
