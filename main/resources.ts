import { join } from 'node:path';

/** Folder of what travels with the program: data sets with their licences (`data/`) and presets (`presets/`). */
export const resourcesFolder = join(import.meta.dirname, '..', 'resources');
