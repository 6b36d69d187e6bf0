import type {Plugin} from 'vite';

/** What the helper file leaves under one of its names. */
const EXPORTED = /export\s*\{\s*([\w$]+)(?:\s+as\s+([\w$]+))?\s*\};?\s*$/;

/** A file that imports the helper, with the helper inside. */
export const inlined = (code: string, fileName: string, helper: string): string => {
  const [end, local, name = local] = EXPORTED.exec(helper) ?? [];
  if (!end) throw new Error('the helper of the bundler has another shape: see build/inline-runtime.ts');
  const pattern = new RegExp(
    `import\\s*\\{\\s*${name!.replaceAll('$', '\\$')}(?:\\s+as\\s+([\\w$]+))?\\s*\\}\\s*from\\s*["']\\./${fileName.replaceAll('.', '\\.')}["'];?`,
  );
  return code.replace(
    pattern,
    (_, alias: string = name!) => `var ${alias}=(()=>{${helper.slice(0, -end.length)}return ${local}})();`,
  );
};

/**
 * The bundler keeps a helper of a few lines in a file of its own, which others import: a request more, and a turn of
 * the line more before any of them can run. Here each carries it.
 */
export const inlineRuntime = (): Plugin => ({
  name: 'inline-runtime',
  generateBundle(_, bundle) {
    const helper = Object.values(bundle).find(file => file.type === 'chunk' && file.name === 'rolldown-runtime');
    if (helper?.type !== 'chunk') return;
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk' || !file.imports.includes(helper.fileName)) continue;
      file.code = inlined(file.code, helper.fileName, helper.code);
      if (file.code.includes(helper.fileName)) throw new Error(`${file.fileName} still imports ${helper.fileName}`);
      file.imports.splice(file.imports.indexOf(helper.fileName), 1);
    }
    delete bundle[helper.fileName];
  },
});
