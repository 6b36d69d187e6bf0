import 'my-health-elements';
import {ChangeDetectionStrategy, Component, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import {bootstrapApplication} from '@angular/platform-browser';
import {TimelineInputs} from './timeline-inputs';
import type {MhSyncEvent} from 'my-health-elements';

// strictTemplates knows the element by its tag, and so the type of $event; the directive types the properties
@Component({
  selector: 'portal-health',
  imports: [TimelineInputs],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <my-health-timeline
      token-endpoint="/portal/my-health/token"
      [pageSize]="50"
      [hostHeaders]="csrf"
      (mh-sync)="note($event)"
    ></my-health-timeline>
    <p id="received">{{ received() }}</p>
  `,
})
export class Health {
  readonly received = signal('');
  readonly csrf = (): Record<string, string> => ({'x-csrf-token': 'from the page'});

  note({route, phase, received}: MhSyncEvent): void {
    if (phase === 'done') this.received.set(`${route}: ${received}`);
  }
}

bootstrapApplication(Health).catch(console.error);
