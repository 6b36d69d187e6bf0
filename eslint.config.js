import litA11y from 'eslint-plugin-lit-a11y';
import {configs as lit} from 'eslint-plugin-lit';
import {configs as wc} from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** Imports point down only: records ← sources, cache ← session ← ui ← elements. */
const layers = ['records', 'sources', 'cache', 'session', 'ui'];
const elements = ['my-health-timeline', 'provider-connect', 'opt-out-panel'];
const forbid = (folder, ...upper) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `(^|/)(${upper.join('|')})/`,
            message: `src/${folder} may not import from ${upper.join(', ')}: imports point down only.`,
          },
          ...(folder === 'ui' || elements.includes(folder)
            ? []
            : [{regex: '^(lit|@lit)(/|$)', message: 'There is no Lit below the elements.'}]),
          {regex: '^zod$', message: "Use `import * as z from 'zod/mini'`."},
        ],
      },
    ],
  },
});

export default tseslint.config(
  {ignores: ['dist', 'dist-demo', 'coverage', 'node_modules', '**/*.mjs', '*.js', 'test/frameworks']},
  {
    files: ['{src,test,demo}/**/*.ts', 'vite.config.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, lit['flat/recommended'], wc['flat/best-practice']],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    plugins: {'lit-a11y': litA11y},
    rules: {
      ...litA11y.configs.recommended.rules,
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  forbid('records', ...layers.slice(1), ...elements),
  forbid('sources', 'cache', 'session', 'ui', ...elements),
  forbid('cache', 'session', 'ui', ...elements),
  forbid('session', 'ui', ...elements),
  forbid('ui', ...elements),
  ...elements.map(element => forbid(element, ...elements.filter(other => other !== element))),
  // chai assertions are typed as thenables (chai-a11y-axe), so every expect() looks like a floating promise
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
