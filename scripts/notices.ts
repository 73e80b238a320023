import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that ships with the desktop application. */
export interface Shipped {
  /** Its folder, relative to the tree: `node_modules/valibot`. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, Locked>>;

/** Licences that Ravine's own (MIT) can ship with; another is an error until somebody has read it. */
const known =
  /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|MPL-2\.0|CC0-1\.0|Python-2\.0|BlueOak-1\.0\.0|SEE LICENSE IN README\.md AND LICENSE)$/;

/** Bundled into the renderer, with what they need. */
const bundled = ['svelte', 'chart.js', 'd3-contour'];

/** TensorFlow's packages, and what only they need, ship where tfjs-node's own installation is there. */
export function hasTensorflow(root: string): boolean {
  return globSync('node_modules/@tensorflow/tfjs-node/lib/*/tfjs_binding.node', { cwd: root }).length > 0;
}

/** Whether a package of the lock file that npm has installed belongs into the package of the application for this machine. */
function ships(folder: string, { dev, devOptional, optional }: Locked, withTensorflow: boolean): boolean {
  if (folder === '' || dev || devOptional || /^node_modules\/node-(bin-)?(darwin|linux|win)/.test(folder))
    return false;
  return !optional || withTensorflow || folder.startsWith('node_modules/@resvg/');
}

/** Every package that ships, by its folder: at run time, and bundled into the renderer. */
export function shippedPackages(root: string, withTensorflow = hasTensorflow(root)): Shipped[] {
  const lock = lockOf(root);
  const folders = new Set(
    Object.keys(lock).filter((folder) => ships(folder, lock[folder] ?? {}, withTensorflow)),
  );
  for (const name of bundled) addWithNeeds(lock, name, folders);
  return [...folders]
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(root, folder, 'package.json'), 'utf8'),
      ) as { name: string; version: string; license?: string };
      return { folder, name, version, license: license ?? lock[folder]?.license ?? '' };
    });
}

/** Folders of packages that are installed for a run from the checkout, or beside an optional package, and do not ship. */
export function unshippedFolders(root: string, withTensorflow = hasTensorflow(root)): string[] {
  const lock = lockOf(root);
  return Object.keys(lock).filter((folder) => {
    const locked = lock[folder] ?? {};
    return folder !== '' && !locked.dev && !ships(folder, locked, withTensorflow);
  });
}

function lockOf(root: string): Lock {
  return (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;
}

function addWithNeeds(lock: Lock, name: string, folders: Set<string>): void {
  const folder = `node_modules/${name}`;
  if (folders.has(folder) || !lock[folder]) return;
  folders.add(folder);
  for (const needed of Object.keys(lock[folder].dependencies ?? {})) addWithNeeds(lock, needed, folders);
}

/**
 * The licences of all that ships, in one text.
 * @throws Error naming the packages whose licence is not known here
 */
export function notices(root: string, packages = shippedPackages(root)): string {
  const unknown = packages.filter(({ license }) => !isKnown(license));
  if (unknown.length > 0)
    throw new Error(
      `These licences are not among those of scripts/notices.ts; read them first: ${unknown.map(({ name, version, license }) => `${name} ${version} (${license || 'none given'})`).join(', ')}.`,
    );
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const data = globSync('resources/data/**/*{LICENSE,LICENCE,license}*', { cwd: root }).sort();
  return [
    `Ravine\n\n${own}`,
    ...packages.map(
      ({ folder, name, version, license }) =>
        `${name} ${version} (${license})\n\n${textOf(join(root, folder))}`,
    ),
    ...data.map((file) => `${file}\n\n${readFileSync(join(root, file), 'utf8').trim()}`),
    'Electron and Chromium\n\nTheir licences lie beside the program: LICENSE and LICENSES.chromium.html.',
  ]
    .join(`\n\n${'─'.repeat(80)}\n\n`)
    .concat('\n');
}

/** Whether every licence of an SPDX expression is known here. */
function isKnown(license: string): boolean {
  const parts = license.split(/\s+(?:AND|OR)\s+|[()]/).filter(Boolean);
  return known.test(license) || (parts.length > 0 && parts.every((part) => known.test(part)));
}

function textOf(folder: string): string {
  const [file] = globSync('{LICENSE,LICENCE,License,license,COPYING}*', { cwd: folder }).sort();
  return file === undefined
    ? 'The package has no text of its licence.'
    : readFileSync(join(folder, file), 'utf8').trim();
}
