import { flowOf } from '../../app/study/flow.ts';
import type { KeptStudies } from '../../app/study/kept.ts';
import { planes, sliceOf } from '../../app/study/slice.ts';
import { spectrumOf } from '../../app/study/spectrum.ts';
import { placeOf, SETTINGS, type StudyArrays } from '../../app/study/study.ts';
import type { Store } from '../store/store.ts';

const FLOW = 'flow/';

/** The spectra, the slices and the flow that are kept with a run (docs/studies.md), read and never computed. */
export function keptStudies(store: Store, id: string): KeptStudies {
  const places = store
    .listArrays(id)
    .filter((name) => name.endsWith(`/${SETTINGS}`))
    .map((name) => name.slice(0, -SETTINGS.length));
  const stepsOf = (kind: string): number[] =>
    places
      .flatMap((place) => new RegExp(`^${kind}/(\\d+)/`).exec(place)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  const arraysAt = (place: string): StudyArrays =>
    new Map(store.readArrays(id, place).map(({ name, values }) => [name.slice(place.length), values]));
  return {
    spectra: stepsOf('spectrum').map((step) => spectrumOf(step, arraysAt(`spectrum/${step}/`))),
    slices: [...new Set(stepsOf('slice'))].flatMap((step) =>
      planes.flatMap((plane) => {
        const place = placeOf({ kind: 'slice', plane, points: 0, extent: null }, [step]);
        return places.includes(place) ? [sliceOf(step, plane, arraysAt(place))] : [];
      }),
    ),
    flow: places.includes(FLOW) ? flowOf(arraysAt(FLOW)) : null,
  };
}
