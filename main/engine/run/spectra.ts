import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { NamedArray } from '../../../app/run/checkpoint.ts';
import { spectrumOf, spectrumQuestion } from '../../../app/study/spectrum.ts';
import { placeOf, SETTINGS, settingsOf } from '../../../app/study/study.ts';
import { EngineError } from '../problem.ts';
import { vector } from '../study/arrays.ts';
import { measureSpectrum, type Products } from '../study/spectrum.ts';

/** A spectrum along a run, or why there is none. */
export type SpectrumMeasured =
  | {
      /** As a study of the same settings is kept (docs/studies.md). */
      readonly arrays: readonly NamedArray[];
      /** Values by series name. */
      readonly values: Readonly<Record<string, number>>;
    }
  | { readonly missing: string };

/** The spectra that an experiment asks for along its run (`measure.spectrum`). */
export class Spectra {
  readonly #experiment: Experiment;
  readonly #steps: readonly number[];
  /** How many are done, those that could not be measured included. */
  done = 0;

  constructor(experiment: Experiment) {
    this.#experiment = experiment;
    this.#steps = [...new Set(experiment.measure.spectrum?.at)].sort((a, b) => a - b);
  }

  /** Step of the next; Infinity after the last. */
  get next(): number {
    return this.#steps[this.done] ?? Infinity;
  }

  /** The next one, of ∇²ℓ(w). It is not done where what the session throws ends it. */
  async measure(by: Omit<Products, 'precision'>, w: Float64Array): Promise<SpectrumMeasured> {
    const { seed, measure, precision } = this.#experiment;
    const step = this.next;
    const question = spectrumQuestion({}, { seed, step, measured: measure.spectrum });
    try {
      const found = await measureSpectrum({ ...by, precision }, w, question, () => undefined);
      this.done++;
      const arrays = [...found, vector(SETTINGS, settingsOf(question, [step]))];
      const spectrum = spectrumOf(step, new Map(arrays.map(({ name, values }) => [name, values])));
      const place = placeOf(question, [step]);
      return {
        arrays: arrays.map((array) => ({ ...array, name: place + array.name })),
        values: seriesOf(spectrum),
      };
    } catch (error) {
      if (!isUnmeasurable(error)) throw error;
      this.done++;
      return { missing: `No spectrum was measured: ${error.message}` };
    }
  }
}

function seriesOf({ trace, traceError, least }: ReturnType<typeof spectrumOf>): Record<string, number> {
  return { trace, ...(traceError === null ? {} : { traceError }), leastEigenvalue: least };
}

/** Whether a run goes on without a spectrum: the Hessian is not finite, or there is no room for the quadrature. */
function isUnmeasurable(error: unknown): error is Error {
  return error instanceof RangeError || (error instanceof EngineError && error.code === 'memory');
}
