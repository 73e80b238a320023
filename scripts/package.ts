import { build, Platform, type Configuration } from 'electron-builder';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { buildDesktop, DESKTOP } from './build-desktop.ts';
import { buildRenderer } from './build.ts';
import { canFetch, installedElectron } from './electron.ts';
import { notices, unshippedFolders } from './notices.ts';
import { sizeTable } from './package-sizes.ts';

// `npm run package [-- --dir] [-- --output FOLDER]`: packages of the desktop application for this system; with --dir only the folder they are made of. Nothing is published.

const root = join(import.meta.dirname, '..');
const say = (line: string): boolean => process.stderr.write(`ravine: ${line}\n`);

function configuration(output: string | undefined): Configuration {
  const written = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;
  const program = installedElectron();
  const { RAVINE_MAINTAINER: maintainer, RAVINE_HOMEPAGE: homepage } = process.env;
  const deb = maintainer && homepage ? { maintainer, packageName: 'ravine' } : null;
  return {
    ...written,
    ...(deb ? { deb } : { linux: { ...written.linux, target: ['AppImage'] } }),
    extraMetadata: { ...(written.extraMetadata as object), ...(deb ? { homepage } : {}) },
    ...(program === null ? {} : { electronDist: dirname(program) }),
    directories: { ...written.directories, ...(output === undefined ? {} : { output }) },
    files: [...(written.files as string[]), ...unshippedFolders(root).map((folder) => `!${folder}/**`)],
  };
}

const NEEDED =
  'Electron’s distribution is not here and cannot be fetched. Unpack it (electron-vVERSION-SYSTEM.zip of its releases) and name its folder in ELECTRON_OVERRIDE_DIST_PATH.';

try {
  const { values } = parseArgs({
    options: { dir: { type: 'boolean', default: false }, output: { type: 'string' } },
  });
  await buildRenderer(root);
  await buildDesktop(root);
  writeFileSync(join(root, DESKTOP, 'NOTICES.txt'), notices(root));
  if (installedElectron() === null && !(await canFetch())) throw new Error(NEEDED);
  const unpacked: { readonly application: string; readonly resources: string }[] = [];
  const config: Configuration = {
    ...configuration(values.output),
    afterPack: ({ appOutDir, packager }) => {
      unpacked.push({ application: appOutDir, resources: packager.getResourcesDir(appOutDir) });
    },
  };
  if (process.platform === 'linux' && !values.dir && !config.deb)
    say('no deb is made: it names RAVINE_MAINTAINER (`Name <mail>`) and RAVINE_HOMEPAGE, which are not set.');
  const targets = Platform.current().createTarget(values.dir ? 'dir' : undefined);
  const files = await build({ targets, config, publish: 'never', projectDir: root });
  for (const file of files) say(file);
  for (const [i, folder] of unpacked.entries())
    for (const line of sizeTable(folder, i === unpacked.length - 1 ? files : [])) say(line);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
