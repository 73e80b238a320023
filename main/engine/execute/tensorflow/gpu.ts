import { globSync, readFileSync } from 'node:fs';

const FILES = '/proc/driver/nvidia/gpus/*/information';

/** The models of this machine's NVIDIA GPUs as their driver names them; none where there is no driver. */
export function gpuModels(files = FILES): readonly string[] {
  return globSync(files).flatMap((file) => /^Model:\s*(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? []);
}

/**
 * What TensorFlow computes on.
 * @returns the device's name, and why a GPU that is there is not used; empty where there is nothing to say
 */
export function deviceOf(
  { isUsingGpu, isForGpus }: { readonly isUsingGpu: boolean; readonly isForGpus: boolean },
  [model] = gpuModels(),
): { readonly device: string; readonly note: string } {
  if (isUsingGpu) return { device: model ?? 'GPU', note: '' };
  if (model === undefined) return { device: 'CPU', note: '' };
  const note = isForGpus
    ? `The ${model} is not used: the driver or a CUDA library does not suit TensorFlow.`
    : `The ${model} is not used: this TensorFlow is for CPUs. \`npm run native -- --gpu\` brings one for GPUs.`;
  return { device: 'CPU', note };
}
