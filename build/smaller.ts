import {minify, type MinifyOptions} from 'terser';
import type {Plugin} from 'vite';

const OPTIONS: MinifyOptions = {module: true, ecma: 2020, compress: {passes: 3}, format: {comments: false}};

/** What the bundler's own minifier leaves long: 0.2 kB gzip of a returning visit, 0.4 of a first one. Alone it leaves more. */
export const smaller = (): Plugin => ({
  name: 'smaller',
  async generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = (await minify(file.code, OPTIONS)).code!;
    }
  },
});
