import type { Problem } from '../../run/run.ts';
import { batchChecks } from './batch.ts';
import type { Check } from './check.ts';
import { expressionChecks } from './expression.ts';
import { float32Checks } from './float32.ts';
import { flowChecks } from './flow.ts';
import { networkChecks } from './network.ts';
import { optimizerChecks } from './optimizer.ts';
import { quadraticMapChecks } from './quadratic-map.ts';
import { quadraticChecks } from './quadratic.ts';
import { scalarChainChecks } from './scalar-chain.ts';
import { scheduleChecks } from './schedule.ts';
import { sizeChecks } from './size.ts';
import { spectrumChecks } from './spectrum.ts';
import { textChecks } from './text.ts';

const checks: readonly Check[] = [
  ...quadraticChecks,
  ...expressionChecks,
  ...scalarChainChecks,
  ...quadraticMapChecks,
  ...networkChecks,
  ...textChecks,
  ...batchChecks,
  ...scheduleChecks,
  ...optimizerChecks,
  ...spectrumChecks,
  ...flowChecks,
  ...sizeChecks,
  ...float32Checks,
];

/** What is wrong between settings that are right one by one. `written` has no unknown keys. */
export function contradictions(written: unknown): Problem[] {
  return checks.flatMap((check) => check(written));
}
