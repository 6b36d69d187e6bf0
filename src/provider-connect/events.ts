/**
 * The patient pressed connect. `preventDefault()` lets the host run its own flow; the element then waits for
 * `announceConnectReturn(route)`. Does not bubble.
 */
export class MhConnectRequestEvent extends Event {
  static readonly type = 'mh-connect-request';
  readonly route: string;
  /** The directory's (or a direct route's) institution id, when one was chosen. */
  readonly institution?: string;

  constructor(fields: {route: string; institution?: string}) {
    super(MhConnectRequestEvent.type, {cancelable: true});
    this.route = fields.route;
    if (fields.institution !== undefined) this.institution = fields.institution;
  }
}
