import { writeFileSync } from 'node:fs';
import process from 'node:process';

// The engine process, which at its end leaves in a file how many KiB of memory it held at most.

process.on('exit', () => {
  const file = process.env['RAVINE_BENCH_PEAK_FILE'];
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
await import('../../../main/engine/main.ts');
