import eslint from '@eslint/js'
import importX, { createNodeResolver } from 'eslint-plugin-import-x'
import node from 'eslint-plugin-n'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import { builtinModules } from 'node:module'
import tseslint from 'typescript-eslint'
import { zones } from './build/lint/arrows.mjs'
import { noCircles } from './build/lint/no-circles.mjs'

/** @param {...string} names */
const packages = (...names) => `^(${names.join('|')})(/|$)`
/** Node's own modules, with and without their prefix. */
const nodeModules = ['node:.*', ...builtinModules]

/**
 * The packages that a folder must not import, each group with the right way instead.
 * @param {...{ regex: string, message: string }} patterns
 * @returns {import('eslint').Linter.RulesRecord}
 */
const withoutPackages = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

const syntax = [
  ['ExportDefaultDeclaration', 'Export by name, so that a thing is called the same everywhere.'],
  ['ExportAllDeclaration', 'Name what is exported, so that a reader sees it.'],
  ['TSEnumDeclaration', "Use a union of strings: type Mode = 'train' | 'predict'."]
].map(([selector, message]) => ({ selector, message }))

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'native/', 'node_modules/', 'assets/', 'test/output/', 'test/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  svelte.configs.recommended,
  svelte.configs.prettier,

  {
    languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'] } },
    plugins: { 'import-x': importX, own: { rules: { 'no-circles': noCircles } } },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.mjs', '.cjs', '.js', '.svelte'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts']
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', ...syntax],
      'prefer-template': 'error',
      'object-shorthand': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'own/no-circles': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Which form a type has is the author's choice.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/prefer-function-type': 'off'
    }
  },

  {
    files: ['**/*.ts', '**/*.svelte'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    // State holds immutable sets and maps, replaced as wholes.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' }
  },

  {
    files: ['core/**/*.ts'],
    rules: withoutPackages(
      {
        regex: packages('electron', 'svelte', 'konva'),
        message: 'core knows no window: return data and let the caller draw it.'
      },
      { regex: packages('@tensorflow'), message: 'core knows no machine: talk to the interface in core/engine.ts.' },
      {
        regex: packages(...nodeModules),
        message: 'core knows no machine: take what you need as an argument, or add a call to core/host.'
      }
    )
  },
  {
    files: ['renderer/**'],
    rules: withoutPackages({
      regex: packages('electron', '@tensorflow', ...nodeModules),
      message: 'The window knows no machine: add a call to core/host.'
    })
  },
  {
    files: ['electron/**/*.ts'],
    plugins: { n: node },
    // Electron 22, the oldest that the studio runs on, brings Node 16.17.
    settings: { node: { version: '>=16.17.0' } },
    languageOptions: { globals: globals.node },
    rules: {
      ...withoutPackages({
        regex: packages('svelte', 'konva'),
        message: 'The shell draws nothing: send data through core/host.'
      }),
      'n/no-unsupported-features/node-builtins': 'error',
      'n/no-unsupported-features/es-builtins': 'error'
    }
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['build/**', '*.config.mjs'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  // The tools that read these want a default export.
  {
    files: ['core/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.svelte'],
    ignores: ['core/json.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'JSON',
          property: 'parse',
          message: 'Use parseJson of core/json.ts: it bounds how deep a text is nested.'
        }
      ]
    }
  },

  { files: ['*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } }
)
