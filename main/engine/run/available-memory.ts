import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import process from 'node:process';

/**
 * Bytes of memory that this process can still take: what the machine has left, and in a container no more than its limit leaves. Files that the
 * system keeps in memory count as left, since it gives them up.
 */
export function availableMemory(): number {
  const limit = process.constrainedMemory();
  if (limit === 0 || limit >= totalmem()) return freemem();
  return Math.min(freemem(), process.availableMemory() + cachedFiles());
}

/** Bytes of files that the system keeps in memory for this process's control group; 0 where it does not say. */
function cachedFiles(): number {
  try {
    const group = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
    return group === undefined ? 0 : filesOf(readFileSync(`/sys/fs/cgroup${group}/memory.stat`, 'utf8'));
  } catch {
    return 0;
  }
}

/** Bytes of files among what a control group's `memory.stat` (of version 2) lists; shared memory, which is no file, is listed among them. */
export function filesOf(stat: string): number {
  const bytes = (name: string): number => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0);
  return Math.max(0, bytes('file') - bytes('shmem'));
}
