/**
 * `dist/sbom.cdx.json`: what the package runs on, from the lockfile, as CycloneDX 1.5. The same lockfile gives the
 * same bytes. (`npm sbom --omit dev` of npm 11 leaves out packages that a development package needs too.)
 */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';

const at = path => resolve(import.meta.dirname, '..', path);
const json = path => JSON.parse(readFileSync(at(path), 'utf8'));

/** Where a package finds another: beside itself, or in a folder further up (Node's own rule). */
const locate = (packages, from, name) => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder && `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (!folder) throw new Error(`${name}, which ${from || 'this package'} needs, is not in the lockfile`);
  }
};

const nameOf = path => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
const hash = integrity => {
  const [, kind, value] = /^sha(\d+)-(.+)$/.exec(integrity);
  return {alg: `SHA-${kind}`, content: Buffer.from(value, 'base64').toString('hex')};
};

/** The document, from the text of package.json and of the lockfile. */
export const sbom = (own = json('package.json'), {packages} = json('package-lock.json')) => {
  const found = new Map();
  const visit = (from, dependencies = {}) =>
    Object.keys(dependencies)
      .sort()
      .map(name => {
        const path = locate(packages, from, name);
        if (!found.has(path)) {
          found.set(path, []);
          found.set(path, visit(path, packages[path].dependencies));
        }
        return purl(name, packages[path].version);
      });
  const direct = visit('', own.dependencies);
  const ref = purl(own.name, own.version);
  const paths = [...found.keys()].sort();
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'library',
        'bom-ref': ref,
        name: own.name,
        version: own.version,
        purl: ref,
        licenses: [{license: {id: own.license}}],
      },
    },
    components: paths.map(path => {
      const {version, license, integrity} = packages[path];
      return {
        type: 'library',
        'bom-ref': purl(nameOf(path), version),
        name: nameOf(path),
        version,
        purl: purl(nameOf(path), version),
        licenses: [{license: {id: license}}],
        hashes: [hash(integrity)],
      };
    }),
    dependencies: [
      {ref, dependsOn: direct},
      ...paths.map(path => ({ref: purl(nameOf(path), packages[path].version), dependsOn: found.get(path)})),
    ],
  };
};

if (process.argv[1] === import.meta.filename) {
  mkdirSync(at('dist'), {recursive: true});
  writeFileSync(at('dist/sbom.cdx.json'), JSON.stringify(sbom(), null, 2) + '\n');
}
