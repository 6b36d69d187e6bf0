/** The patient is about to leave. `preventDefault()` stops it here, for a host that has its own way. Does not bubble. */
export class MhOptOutRequestEvent extends Event {
  static readonly type = 'mh-opt-out-request';

  constructor() {
    super(MhOptOutRequestEvent.type, {cancelable: true});
  }
}
