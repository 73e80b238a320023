import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { Preset } from '../../app/experiment/preset.ts';
import { resourcePath } from '../resources.ts';
import { refuse } from './problem.ts';

const PresetFile = v.strictObject({
  title: v.string(),
  sentence: v.string(),
  experiments: v.pipe(v.array(v.unknown()), v.minLength(1)),
});

/** The presets of a folder, one JSON file each, by name. @throws LabError naming a file that is none. */
export async function readPresets(folder = resourcePath('presets')): Promise<Preset[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map((file) => readPreset(join(folder, file))));
}

async function readPreset(file: string): Promise<Preset> {
  const json = await readFile(file, 'utf8');
  try {
    return { name: basename(file, '.json'), ...v.parse(PresetFile, JSON.parse(json)) };
  } catch (error) {
    throw refuse('bad-preset', `${file} is not a preset: ${(error as Error).message}.`);
  }
}
