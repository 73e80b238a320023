import type { Experiment } from '../../../../app/experiment/experiment.ts';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import type { Preset } from '../../../../app/experiment/preset.ts';
import { pictureOf, type Picture } from './picture.ts';

/** An example with its experiments completed. */
export interface Example {
  readonly preset: Preset;
  readonly experiments: readonly Experiment[];
  readonly picture: Picture;
}

/** Examples of one kind. */
export interface Group {
  readonly title: string;
  readonly examples: readonly Example[];
}

const titles = ['Quadratics', 'Valleys of minima', 'Small networks', 'Images and text'] as const;

/** The lab's presets by title, with their experiments and pictures. A preset that is none any more keeps its place. */
export function examplesOf(presets: readonly Preset[]): readonly Example[] {
  const sorted = presets.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
  return sorted.map((preset) => {
    const experiments = preset.experiments.flatMap((written) => {
      const parsed = parseExperiment(written);
      return 'experiment' in parsed ? [parsed.experiment] : [];
    });
    return { preset, experiments, picture: pictureOf(experiments) };
  });
}

/** Examples in whose words all words of a search are, by what they minimize; without groups that are empty. */
export function groupsOf(examples: readonly Example[], search: string): readonly Group[] {
  const words = search.toLowerCase().split(/\s+/);
  const found = examples.filter(({ preset, experiments }) => {
    const text = [preset.name, preset.title, preset.sentence, ...experiments.flatMap(kindsOf)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return titles
    .map((title) => ({ title, examples: found.filter((example) => titleOf(example) === title) }))
    .filter(({ examples: held }) => held.length > 0);
}

function titleOf({ experiments: [first] }: Example): (typeof titles)[number] {
  const objective = first?.objective;
  if (objective?.kind === 'quadratic') return 'Quadratics';
  if (objective?.kind !== 'network') return 'Valleys of minima';
  const synthetic = ['chebyshev', 'mixture', 'linear-teacher', 'mnist-1d', 'csv'];
  return synthetic.includes(objective.data.kind) ? 'Small networks' : 'Images and text';
}

function kindsOf({ objective, optimizer }: Experiment): string[] {
  const network =
    objective.kind === 'network' ? [objective.network.kind, objective.data.kind, objective.loss] : [];
  return [objective.kind, optimizer.kind, ...network];
}
