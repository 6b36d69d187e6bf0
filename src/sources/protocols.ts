/** Protocols that this version can read. How stands in `registry.ts`, which comes with the first read. */
const PROTOCOLS = ['human-api', 'fhir-r4'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Whether this version can read a protocol. */
export const supportsProtocol = (protocol: string): protocol is Protocol =>
  (PROTOCOLS as readonly string[]).includes(protocol);
