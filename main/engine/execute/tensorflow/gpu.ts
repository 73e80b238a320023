import { globSync, readFileSync } from 'node:fs';

const FILES = '/proc/driver/nvidia/gpus/*/information';

/** The models of this machine's NVIDIA GPUs as their driver names them; none where there is no driver. */
export function gpuModels(): readonly string[] {
  return globSync(FILES).flatMap((file) => /^Model:\s*(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? []);
}
