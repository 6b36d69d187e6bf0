export interface Sbom {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly licenses: readonly {readonly license: {readonly id: string}}[];
    readonly hashes: readonly {readonly alg: string; readonly content: string}[];
  }[];
  readonly dependencies: readonly {readonly ref: string; readonly dependsOn: readonly string[]}[];
}
export const sbom: (own?: object, lock?: object) => Sbom;
