import { descentEdge } from '../../dynamics/edge.ts';
import { descentEdgeFormula } from '../../dynamics/formulas.ts';
import { batchSize } from '../../experiment/batch.ts';
import { edgeNote } from '../../experiment/edge-note.ts';
import type { Experiment, Optimizer } from '../../experiment/experiment.ts';
import { optimizerRules, plainSettings, settingsAt } from '../../experiment/optimizer-rules.ts';
import { isSchedule } from '../../experiment/schedule.ts';
import { toyOf } from '../../dynamics/toy-of.ts';
import { formatNumber } from '../../format/number.ts';
import type { StepFigure } from '../figure.ts';

/** λ₁ with the edge of the run's own optimizer (docs/theory.md, sections 4 and 7). */
export const sharpness: StepFigure = {
  kind: 'steps',
  name: 'sharpness',
  title: 'Sharpness and its edge',
  formula: 'λ₁ of ∇²ℓ; dashed: the edge, without momentum 2/η for GD, 4/(η(1+√(1+8ρ/(η‖g‖)))) for SAM',
  axis: 'λ, L/W²',
  scale: 'linear',
  turns: true,
  holds: 'zero',
  panels: 'together',
  wide: true,
  curves: ({ experiment }) => {
    const sharpness = { series: 'sharpness', role: 'value', symbol: 'λ₁' } as const;
    const { optimizer, measure } = experiment;
    const flow = measure.flow ? [{ series: 'flowSharpness', role: 'bound', symbol: 'flow' } as const] : [];
    if (noteOf(experiment)) return [sharpness, ...flow];
    const edge = { series: 'edge', role: 'bound', symbol: edgeSymbol(optimizer) } as const;
    const closedForm = { series: 'closedFormSharpness', role: 'bound', symbol: 'closed form' } as const;
    return [sharpness, edge, ...(toyOf(experiment) && plainSettings(optimizer) ? [closedForm] : []), ...flow];
  },
  note: ({ experiment }) => noteOf(experiment),
};

function noteOf(experiment: Experiment): string | null {
  return edgeNote(experiment.optimizer, batchSize(experiment))?.sentence ?? null;
}

/** `2/η = 40` for an edge that stays where it is. */
function edgeSymbol(optimizer: Optimizer): string {
  const stays = optimizerRules[optimizer.kind].bendFormula === '0' && !isSchedule(optimizer.stepSize);
  if (!stays) return 'edge';
  return `${descentEdgeFormula(optimizer)} = ${formatNumber(descentEdge(settingsAt(optimizer, 0)))}`;
}
