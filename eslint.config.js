import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './renderer/svelte.config.js';

/** Imports point only towards app/ (docs/architecture.md): what each part must not reach for. */
function layer(files, patterns) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: patterns.map((group) => ({
            group: [group],
            message: 'Imports point only towards app/.',
          })),
        },
      ],
    },
  };
}

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
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.{js,mjs}'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  layer(
    ['app/**'],
    [
      'node:*',
      'electron',
      'better-sqlite3',
      'onnxruntime-node',
      'svelte',
      'chart.js',
      '**/main/**',
      '**/renderer/**',
    ],
  ),
  layer(
    ['renderer/**/*.{ts,svelte}'],
    ['node:*', 'electron', 'better-sqlite3', 'onnxruntime-node', '**/main/**'],
  ),
  { files: ['renderer/vite.config.ts'], rules: { 'no-restricted-imports': 'off' } },
  layer(
    ['main/engine/**'],
    [
      'electron',
      'better-sqlite3',
      '**/renderer/**',
      '**/lab/**',
      '**/store/**',
      '**/host/**',
      '**/cli/**',
      '**/desktop/**',
    ],
  ),
  layer(
    ['main/store/**'],
    ['electron', '**/renderer/**', '**/engine/**', '**/lab/**', '**/host/**', '**/cli/**', '**/desktop/**'],
  ),
  layer(['main/lab/**'], ['electron', '**/renderer/**', '**/host/**', '**/cli/**', '**/desktop/**']),
  layer(['main/host/**', 'main/cli/**'], ['electron', '**/renderer/**', '**/desktop/**']),
);
