import {html, nothing} from 'lit';
import {adapt} from './adapt.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';
import type {MoreStrings} from './strings-more.js';
import type {TimelineStrings} from './strings.js';

/** What the patient has changed in the list on this screen: copies shown separately, records hidden. */
export class Rearranged {
  /** Grows with every change. */
  edition = 0;
  readonly #apart = new Set<string>();
  readonly #hidden = new Set<string>();
  #last: {of: Library; edition: number; library: Library; merged: ReadonlyMap<string, string>} | undefined;

  /** @param show Moves focus to the record with this id; to the number of records for `''`. */
  constructor(private readonly show: (id: string) => void) {}

  adapt(library: Library): Library {
    const {edition} = this;
    if (this.#last?.of !== library || this.#last.edition !== edition) {
      this.#last = {of: library, edition, ...adapt(library, {apart: this.#apart, hidden: this.#hidden})};
    }
    return this.#last.library;
  }

  forget(): void {
    this.#apart.clear();
    this.#hidden.clear();
    this.#last = undefined;
  }

  hide({id}: HealthRecord): void {
    this.#hidden.add(id);
    this.edition++;
    this.show('');
  }

  #mergedIdOf({id, copies}: HealthRecord): string | undefined {
    return copies ? undefined : this.#last?.merged.get(id);
  }

  #split(record: HealthRecord): void {
    const id = record.copies ? record.id : this.#mergedIdOf(record);
    if (!id) return;
    if (!this.#apart.delete(id)) this.#apart.add(id);
    this.edition++;
    this.show(record.copies?.[0]?.id ?? id);
  }

  /** What is said of one of several copies, wherever it stands. */
  note(record: HealthRecord, words: MoreStrings): string {
    return this.#mergedIdOf(record) ? words.apartNow : '';
  }

  /** The way from a merged record to its copies, and back. */
  extra(record: HealthRecord, words: TimelineStrings): unknown {
    const note = this.note(record, words);
    if (!note && !record.copies) return nothing;
    const act = note ? words.together : words.apart;
    return html`${note ? html`<span>&nbsp;· ${note}</span>` : nothing}
      <span class="act"
        >—
        <button class="link" aria-label="${act}: ${words.told(record).title}" @click=${() => this.#split(record)}>
          ${act}
        </button></span
      >`;
  }

  /** How many records are hidden, and the way back. */
  hiddenNote(words: MoreStrings): unknown {
    if (!this.#hidden.size) return nothing;
    const handleUnhide = (): void => {
      this.#hidden.clear();
      this.edition++;
      this.show('');
    };
    return html`<p class="sub">
      ${words.hidden(this.#hidden.size)}
      <button class="link" @click=${handleUnhide}>${words.unhide}</button>
    </p>`;
  }
}
