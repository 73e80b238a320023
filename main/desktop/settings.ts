import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { Colours } from '../../app/contract/colours.ts';

const whole = v.pipe(v.number(), v.safeInteger());
const Settings = v.object({
  /** Where the window was, in device-independent pixels; absent before it was first closed. */
  window: v.optional(
    v.object({ x: whole, y: whole, width: whole, height: whole, maximized: v.optional(v.boolean(), false) }),
  ),
  /** Which colours the window is drawn with; those of the system where absent. */
  colours: v.optional(Colours),
  /** Store files that were open, the last one first. */
  recent: v.optional(v.array(v.string()), []),
});
export type Settings = v.InferOutput<typeof Settings>;

const RECENT_KEPT = 10;

/** What the application remembers; nothing where the file is missing or cannot be read: no lab depends on it. */
export function readSettings(file: string): Settings {
  try {
    return v.parse(Settings, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { recent: [] };
  }
}

/** Exchanges the file whole. What cannot be written is not remembered. */
export function writeSettings(file: string, settings: Settings): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  } catch {
    // The window opens where the system puts it.
  }
}

/** The settings with a store as the last one opened. */
export function withRecent(settings: Settings, store: string): Settings {
  const file = resolve(store);
  const others = settings.recent.filter((other) => other !== file);
  return { ...settings, recent: [file, ...others].slice(0, RECENT_KEPT) };
}
