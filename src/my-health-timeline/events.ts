/**
 * The patient has opened or closed a record. It says only which of the two: the element's `record` property then holds
 * an opaque key, which the page may put into an address and set again later.
 */
export class MhRecordEvent extends Event {
  static readonly type = 'mh-record';
  readonly open: boolean;
  constructor(fields: {open: boolean}) {
    super(MhRecordEvent.type);
    this.open = fields.open;
  }
}
