import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import lit from 'eslint-plugin-lit'
import litA11y from 'eslint-plugin-lit-a11y'
import wc from 'eslint-plugin-wc'
import ts from 'typescript-eslint'

const product = ['src/**/*.ts', 'server/src/**/*.ts']
const testFiles = ['test/**/*.test.ts', 'server/test/**/*.test.ts']
const testCode = ['test/**/*.ts', 'server/test/**/*.ts']

const noEnums = [
  { selector: 'TSEnumDeclaration', message: 'Write a union of strings.' },
  { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'A file is a namespace already.' },
]
const noMarkup = {
  selector:
    'MemberExpression[property.name=/^(inner|outer)HTML$|^insertAdjacentHTML$|^setHTMLUnsafe$|^createContextualFragment$/]',
  message: 'Text that arrives is text: no API that parses markup.',
}
const noInstanceOfNodes = {
  selector:
    'BinaryExpression[operator="instanceof"] > Identifier.right[name=/^(Node|Text|Element|HTML\\w*|ShadowRoot|Document|Window|Event|(Input|Keyboard|Mouse|Pointer|Focus)Event)$/]',
  message: 'An element may stand in another window, with classes of its own: ask for a property.',
}
const noListenerRemoval = {
  selector: 'MemberExpression[property.name="removeEventListener"]',
  message: 'Listen with { signal }, so that one abort ends everything.',
}
const noWallClock = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'A wall clock jumps: measure with performance.now(), tell the time with serverNow().',
  },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'A wall clock jumps: measure with performance.now(), tell the time with serverNow().',
  },
]
/** The code of a rendering: `render…`, and the hooks of Lit before it. */
const renderings = [
  'MethodDefinition[key.name=/^(render.*|willUpdate|shouldUpdate|hostUpdate)$/]',
  'FunctionDeclaration[id.name=/^render/]',
  'VariableDeclarator[id.name=/^render/]',
]
const layoutReads =
  '/^((offset|client|scroll)(Top|Left|Width|Height|Parent)|getBoundingClientRect|getClientRects|getComputedStyle|innerText|checkVisibility|currentCSSZoom)$/'
const noLayoutReads = {
  selector: `:matches(${renderings.join()}) :matches(MemberExpression[property.name=${layoutReads}], CallExpression[callee.name=${layoutReads}])`,
  message: 'A rendering reads no layout: the browser would compute it at once, for each rendering.',
}
const ofElements = [...noEnums, noMarkup, noListenerRemoval, noInstanceOfNodes, noLayoutReads]
/** Modules that mean the wall clock, or compare it with the monotonic one. */
const wallClockModules = [
  'src/client/clock-skew.ts',
  'src/client/connection/transport-memory.ts',
  'src/client/server-clock.ts',
  'src/client/stopwatch.ts',
  'src/testing/**/*.ts',
]
const noSilentTests = {
  selector:
    'MemberExpression[object.name=/^(describe|it|test|suite)$/][property.name=/^(skip|only|todo|skipIf|runIf)$/]',
  message: 'Every test runs. One for a single engine is defined inside an if.',
}
const noSleeping = {
  selector: 'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]',
  message: 'Wait for a condition or an event, never for a time.',
}
const noMarkupImports = {
  paths: [
    { name: 'lit/directives/unsafe-html.js', message: 'Text that arrives is text.' },
    { name: 'lit/directives/unsafe-svg.js', message: 'Text that arrives is text.' },
  ],
}
const noSleepingImports = {
  paths: [
    { name: '@open-wc/testing', importNames: ['aTimeout'], message: noSleeping.message },
    { name: 'node:timers/promises', importNames: ['setTimeout'], message: noSleeping.message },
  ],
}

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/dist.*/',
      '**/coverage/',
      '**/.belfry/',
      '**/test-results/',
      '**/storybook-static/',
      '.storybook/public/',
      // Other people's projects, with packages that are not installed here.
      'test/packages/*/project/',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
    },
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '{scripts,bench,test/packages}/**/*.mjs'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'server/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Lit binds the handlers of its templates, and what is not an element is a closure.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': ['error', ...noEnums],
      // TypeScript knows which names exist.
      'no-undef': 'off',
    },
  },
  {
    files: product,
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...noEnums, noMarkup],
      'no-restricted-imports': ['error', noMarkupImports],
    },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [
      lit.configs['flat/recommended'],
      wc.configs['flat/recommended'],
      litA11y.configs.recommended,
    ],
    plugins: { 'lit-a11y': litA11y },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...ofElements, ...noWallClock],
      // A strict content security policy refuses style attributes.
      'lit/ban-attributes': ['error', 'style'],
      'lit/lifecycle-super': 'error',
      'lit/no-native-attributes': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/prefer-static-styles': 'error',
      'wc/guard-define-call': 'error',
      'wc/no-closed-shadow-root': 'error',
    },
  },
  {
    files: wallClockModules,
    rules: {
      'no-restricted-syntax': ['error', ...ofElements],
    },
  },
  {
    files: testCode,
    rules: {
      // A double keeps the signature of what it stands for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: testFiles,
    rules: {
      'no-restricted-syntax': ['error', ...noEnums, noSilentTests, noSleeping],
      'no-restricted-imports': ['error', noSleepingImports],
    },
  },
  {
    files: ['{scripts,bench,test/packages}/**/*.mjs'],
    rules: {
      // These do not see the casts of JSDoc; tsc does.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    // The demo's pages and this file: plain scripts, without types to ask.
    rules: { 'no-undef': 'off' },
  },
)
