import {Directive, ElementRef, inject, Input} from '@angular/core';
import type {MyHealthTimeline} from 'my-health-elements';

/**
 * `CUSTOM_ELEMENTS_SCHEMA` lets any property of the tag pass, of any type. What stands here as an input is checked by
 * `strictTemplates`; a name that does not is still not checked.
 */
@Directive({selector: 'my-health-timeline'})
export class TimelineInputs {
  readonly #timeline = inject<ElementRef<MyHealthTimeline>>(ElementRef).nativeElement;

  @Input() set pageSize(value: MyHealthTimeline['pageSize']) {
    this.#timeline.pageSize = value;
  }
  @Input() set density(value: MyHealthTimeline['density']) {
    this.#timeline.density = value;
  }
  @Input() set strings(value: MyHealthTimeline['strings']) {
    this.#timeline.strings = value;
  }
  @Input() set hostHeaders(value: MyHealthTimeline['hostHeaders']) {
    this.#timeline.hostHeaders = value;
  }
}
