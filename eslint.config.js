import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './renderer/svelte.config.js';

/** Which parts of main/ each part may import, besides itself and app/ (docs/architecture.md). */
const mayImport = {
  engine: [],
  store: [],
  exchange: [],
  lab: ['engine', 'store', 'exchange'],
  host: ['lab'],
  cli: ['engine', 'store', 'exchange', 'lab', 'host'],
  desktop: ['engine', 'store', 'exchange', 'lab', 'host'],
};

const native = ['better-sqlite3', 'onnxruntime-node', 'ws', 'electron'];
const screen = ['svelte', 'chart.js'];

/** Refuses imports whose path or package matches one of `patterns`, in the manner of .gitignore. */
function refuse(files, patterns, ignores = []) {
  const group = { group: patterns, message: 'Imports point only towards app/ (docs/architecture.md).' };
  return { files, ignores, rules: { 'no-restricted-imports': ['error', { patterns: [group] }] } };
}

const layers = [
  refuse(['app/**'], ['node:*', ...native, ...screen, '**/main/**', '**/renderer/**']),
  refuse(['renderer/**'], ['node:*', ...native, '**/main/**'], ['renderer/*.config.{js,ts}']),
  ...Object.entries(mayImport).map(([part, allowed]) => {
    const others = Object.keys(mayImport).filter((other) => other !== part && !allowed.includes(other));
    const electron = part === 'desktop' ? [] : ['electron'];
    const packages = part === 'exchange' ? ['node:*', ...native, ...screen] : [...screen, ...electron];
    return refuse(
      [`main/${part}/**`],
      [...packages, '**/renderer/**', ...others.map((other) => `**/${other}/**`)],
    );
  }),
];

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/']),
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  // States hold maps in $state.raw and replace them whole (docs/renderer.md).
  { files: ['renderer/state/**'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.{js,mjs}'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  layers,
);
