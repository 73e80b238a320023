import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { Data, type Text } from '../data.ts';
import { NetworkObjective } from '../experiment.ts';
import type { Network } from '../network.ts';
import { EMMA, examplesOfText } from '../text.ts';
import { contradiction, repeatedNames, when } from './check.ts';

const { kind, network, loss } = NetworkObjective.entries;
const data = Data;

/** Contradictions of texts and of transformers, which take nothing else and are alone in taking them. */
export const textChecks = [
  when({ objective: v.object({ kind, network }) }, ({ objective }) => headProblems(objective.network)),
  when({ objective: v.object({ kind, data }) }, ({ objective }) =>
    objective.data.kind === 'text' ? textProblems(objective.data) : [],
  ),
  when({ objective: v.object({ kind, network, data }) }, ({ objective }) => pairProblems(objective)),
  when({ objective: v.object({ kind, data, loss }) }, ({ objective }) => lossProblems(objective)),
];

function headProblems(network: Network): Problem[] {
  if (network.kind !== 'transformer' || network.width % network.heads === 0) return [];
  const { width, heads } = network;
  return [
    contradiction('objective.network.heads', `Expected a divisor of the width ${width}, got ${heads}.`),
  ];
}

function textProblems({ path, positions, train, test, vocabulary = '' }: Text): Problem[] {
  const repeated = repeatedNames('objective.data.vocabulary', [...vocabulary], 'characters');
  const most = examplesOfText(EMMA.length, positions);
  if (path !== undefined || train + test <= most) return repeated;
  return [
    ...repeated,
    contradiction(
      'objective.data.train',
      `Expected train and test together at most ${most}, the examples of ${positions} characters in Emma, got ${train} and ${test}.`,
    ),
  ];
}

function pairProblems({ network, data }: Pick<NetworkObjective, 'network' | 'data'>): Problem[] {
  const [transformer, text] = [network.kind === 'transformer', data.kind === 'text'];
  if (transformer === text) return [];
  return [
    text
      ? contradiction(
          'objective.network.kind',
          `Expected "transformer", the only network that reads a text, got "${network.kind}".`,
        )
      : contradiction(
          'objective.data.kind',
          `Expected "text", the only data that a transformer reads, got "${data.kind}".`,
        ),
  ];
}

function lossProblems({ data, loss }: Pick<NetworkObjective, 'data' | 'loss'>): Problem[] {
  if (data.kind !== 'text' || loss === 'cross-entropy') return [];
  return [
    contradiction('objective.loss', `Expected "cross-entropy", the only loss of a text, got "${loss}".`),
  ];
}
