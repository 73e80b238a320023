import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  addonFile,
  nativeFolder,
  TENSORFLOW,
  TFJS_NODE,
  type Wheel,
} from '../main/engine/execute/tensorflow/native.ts';

/** The published SHA-256 of the wheels for CPython 3.11 whose content was tried; pip refuses any other file. */
const hashes: Readonly<Record<Wheel, Readonly<Record<string, string>>>> = {
  'tensorflow-cpu': { x64: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c' },
  tensorflow: {},
};

/** What `tensorflow[and-cuda]` asks for: CUDA 12 and what TensorFlow opens of it. */
const cuda = [
  'nvidia-cublas-cu12>=12.5.3.2,<13',
  'nvidia-cuda-cupti-cu12>=12.5.82,<13',
  'nvidia-cuda-nvcc-cu12>=12.5.82,<13',
  'nvidia-cuda-nvrtc-cu12>=12.5.82,<13',
  'nvidia-cuda-runtime-cu12>=12.5.82,<13',
  'nvidia-cudnn-cu12>=9.3.0.75,<10',
  'nvidia-cufft-cu12>=11.2.3.61,<12',
  'nvidia-curand-cu12>=10.3.6.82,<11',
  'nvidia-cusolver-cu12>=11.6.3.83,<12',
  'nvidia-cusparse-cu12>=12.5.1.3,<13',
  'nvidia-nccl-cu12>=2.27.7,<3',
  'nvidia-nvjitlink-cu12>=12.5.82,<13',
];

const headers = [
  'tensorflow/c/*',
  'tensorflow/core/platform/ctstring*',
  'tsl/platform/ctstring*',
  'xla/tsl/c/*',
];

export type Say = (line: string) => void;

/**
 * Builds tfjs-node's addon against the C library of a TensorFlow wheel, into the user's cache, unless it is there: fetches the wheel by pip,
 * unpacks library and headers, strips the library, compiles. The folder appears in the cache whole or not at all.
 * @param root of the project, whose node_modules hold the addon's source
 * @returns the addon's file
 * @throws Error saying what is missing or failed, and what to do
 */
export function provideAddon(root: string, wheel: Wheel, say: Say): string {
  const folder = nativeFolder(wheel);
  const addon = addonFile(folder);
  if (existsSync(addon)) return addon;
  const pip = checkMachine(root, wheel);
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    const timed = (doing: string, work: () => void): void => {
      const started = performance.now();
      work();
      say(`${doing}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    };
    const site = join(work, 'site');
    timed(`${wheel} ${TENSORFLOW} fetched and its SHA-256 checked`, () => fetchWheels(pip, wheel, work));
    timed('library and headers unpacked', () => unpack(work, site));
    if (has('strip')) timed('library stripped of symbols', () => strip(site));
    timed(`addon of tfjs-node ${TFJS_NODE} compiled`, () => compile(root, work, site));
    rmSync(join(work, 'wheels'), { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return addon;
}

/** @returns the command that runs pip */
function checkMachine(root: string, wheel: Wheel): readonly string[] {
  if (process.platform !== 'linux' || (process.arch !== 'x64' && process.arch !== 'arm64'))
    throw new Error(
      `The native part is built on Linux on x64 and arm64 only, not on ${process.platform} on ${process.arch}. ` +
        'Where tfjs-node brings an addon of its own, `npm rebuild --ignore-scripts=false @tensorflow/tfjs-node` installs it; ' +
        'without it every other backend works.',
    );
  if (!existsSync(join(root, 'node_modules/@tensorflow/tfjs-node/binding')))
    throw new Error(
      'The package @tensorflow/tfjs-node is not installed: run `npm ci` with optional packages.',
    );
  const missing = ['g++', 'unzip'].filter((tool) => !has(tool));
  if (missing.length > 0)
    throw new Error(
      `To build ${wheel}'s addon ${missing.join(' and ')} must be installed (Debian, Ubuntu: \`sudo apt-get install g++ unzip\`).`,
    );
  const pips = [['pip'], ['pip3'], ['python3', '-m', 'pip']];
  const pip = pips.find(([program = '', ...args]) => has(program, [...args, '--version']));
  if (pip) return pip;
  throw new Error(
    'pip must be installed to fetch TensorFlow (Debian, Ubuntu: `sudo apt-get install python3-pip`).',
  );
}

function has(program: string, args: readonly string[] = ['--version']): boolean {
  const { error, status } = spawnSync(program, args, { stdio: 'ignore' });
  return !error && (status === 0 || program === 'unzip');
}

function call(doing: string, [program = '', ...args]: readonly string[]): void {
  const { error, status, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (!error && status === 0) return;
  const said = error ? error.message : stderr.trim().split('\n').slice(-8).join('\n');
  throw new Error(`${doing} failed: ${said}`);
}

/** Fetches the wheels; pip compares each with the index's SHA-256, and TensorFlow's with the one written here. */
function fetchWheels(pip: readonly string[], wheel: Wheel, work: string): void {
  const machine = process.arch === 'x64' ? 'x86_64' : 'aarch64';
  const platform = ['--platform', `manylinux_2_27_${machine}`, '--platform', `manylinux2014_${machine}`];
  const options = [
    'download',
    '-q',
    '--no-deps',
    '--only-binary=:all:',
    ...platform,
    '--python-version',
    '311',
  ];
  const wanted = join(work, 'wanted.txt');
  const hash = hashes[wheel][process.arch];
  writeFileSync(wanted, `${wheel}==${TENSORFLOW}${hash ? ` --hash=sha256:${hash}` : ''}\n`);
  const into = ['-d', join(work, 'wheels')];
  call(`Fetching ${wheel} ${TENSORFLOW} by pip`, [...pip, ...options, ...into, '-r', wanted]);
  if (wheel === 'tensorflow')
    call('Fetching the CUDA packages by pip', [...pip, ...options, ...into, ...cuda]);
  rmSync(wanted);
}

/** Unpacks as pip would lay it out, since the library looks for CUDA beside itself. */
function unpack(work: string, site: string): void {
  const include = headers.map((path) => `tensorflow/include/${path}`);
  for (const name of readdirSync(join(work, 'wheels'))) {
    const files = name.startsWith('tensorflow')
      ? ['tensorflow/libtensorflow_*.so.2', ...include]
      : ['nvidia/*'];
    call(`Unpacking ${name}`, ['unzip', '-q', '-o', join(work, 'wheels', name), ...files, '-d', site]);
  }
  // Of the places where the library looks for CUDA one lies above its own folder's folder.
  if (existsSync(join(site, 'nvidia'))) symlinkSync('site/nvidia', join(work, 'nvidia'));
  linkSolver(join(site, 'nvidia'));
}

/** The part of the library that opens cuSOLVER looks where the other CUDA libraries are, not where cuSOLVER is: without it no GPU is used. */
function linkSolver(nvidia: string): void {
  const folder = join(nvidia, 'cusolver/lib');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.startsWith('libcusolver.so')))
    symlinkSync(join('../../cusolver/lib', name), join(nvidia, 'cublas/lib', name));
}

function libraries(site: string): string[] {
  return ['cc', 'framework'].map((part) => join(site, 'tensorflow', `libtensorflow_${part}.so.2`));
}

function strip(site: string): void {
  call('Stripping the library', ['strip', '--strip-unneeded', ...libraries(site)]);
}

/** tfjs-node's two sources against Node's C interface; the addon finds the library beside itself, wherever the cache is. */
function compile(root: string, work: string, site: string): void {
  const source = join(root, 'node_modules/@tensorflow/tfjs-node');
  const include = [
    source,
    join(site, 'tensorflow/include'),
    join(root, 'node_modules/node-api-headers/include'),
  ];
  call(`Compiling the addon of tfjs-node ${TFJS_NODE}`, [
    ...[
      'g++',
      '-shared',
      '-fPIC',
      '-O2',
      '-std=c++17',
      '-DNAPI_VERSION=8',
      ...include.map((path) => `-I${path}`),
    ],
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(source, 'binding', file)),
    ...['-o', addonFile(work), ...libraries(site), '-Wl,-rpath,$ORIGIN/site/tensorflow'],
  ]);
}
