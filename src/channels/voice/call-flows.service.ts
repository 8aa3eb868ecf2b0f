import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarBook } from '../../hours/calendar-book.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { notFound, Refusal, stale } from '../../platform/http/refusal.js';
import type { Line } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { everyStep, type Flow } from './flow/flow.js';
import { asFlow, faultsOf } from './flow/flow.rules.js';
import { template } from './flow/flow.templates.js';
import { settingsOf } from './voice.settings.js';

export interface StoredFlow {
  flow: Flow;
  /** 0: nobody has changed the template that it began with. */
  version: number;
}

/** What callers of each line hear. Until somebody changes it, the simple template. */
@Injectable()
export class CallFlows {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly inboxes: InboxesService,
    private readonly calendars: CalendarBook,
  ) {}

  async of(line: Line): Promise<Flow> {
    return (await this.stored(line)).flow;
  }

  async read(inboxId: string): Promise<StoredFlow> {
    return this.stored(await this.lineOf(inboxId));
  }

  async change(actor: Actor, inboxId: string, given: unknown, version: number): Promise<StoredFlow> {
    await this.lineOf(inboxId);
    const errors = faultsOf(given);
    if (errors.length > 0) throw new Refusal('invalid', 422, 'The call flow cannot be used like this.', { errors });
    const flow = asFlow(given);
    const rows = await this.work.run(async (tx) => {
      await tx.query('select 1 from inboxes where id = $1 for update', [inboxId]);
      return tx.query<{ version: number }>(
        `insert into call_flows (inbox_id, flow, version, changed_by, updated_at)
         select $1, $2, 1, $3, $4 where $5 = 0 or exists (select from call_flows where inbox_id = $1)
         on conflict (inbox_id) do update set flow = excluded.flow, version = call_flows.version + 1,
           changed_by = excluded.changed_by, updated_at = excluded.updated_at
         where call_flows.version = $5 returning version`,
        [inboxId, JSON.stringify(flow), actor.id, this.clock.now(), version],
      );
    });
    if (!rows[0]) throw stale((await this.read(inboxId)).version);
    return { flow, version: rows[0].version };
  }

  /** Which of the calendars that a flow asks for are open now; empty: that of the line. */
  async openings(flow: Flow, line: Line): Promise<Map<string, boolean>> {
    const asked = new Set<string>();
    for (const { step } of everyStep(flow.steps)) if (step.do === 'hours') asked.add(step.calendarId ?? '');
    const now = this.clock.millis();
    const open = new Map<string, boolean>();
    for (const id of asked) {
      const named = id ? await this.calendars.current(this.db, id) : undefined;
      const calendar =
        named ?? (await this.calendars.for(this.db, { inboxId: line.id, teamId: await this.teamOf(line) }));
      open.set(id, calendar.isOpenAt(now));
    }
    return open;
  }

  teamOf(line: Line): Promise<string | null> {
    return this.inboxes.teamOf(line.id);
  }

  private async stored(line: Line): Promise<StoredFlow> {
    const [row] = await this.db.query<StoredFlow[]>('select flow, version from call_flows where inbox_id = $1', [
      line.id,
    ]);
    return row ?? { flow: { ...template('simple'), language: settingsOf(line).language }, version: 0 };
  }

  private async lineOf(inboxId: string): Promise<Line> {
    const inbox = await this.inboxes.get(inboxId);
    if (inbox.channel !== 'voice') throw notFound('call flow');
    return this.inboxes.line(inboxId);
  }
}
