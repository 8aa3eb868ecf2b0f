import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import type {} from '../../report-requests/report.events.js';
import { PortalMail } from '../sign-in/portal-mail.js';
import type { ReportMoment } from '../sign-in/portal-letters.js';

const TOLD: Record<string, ReportMoment> = {
  'report.accepted': 'accepted',
  'report.postponed': 'postponed',
  'report.declined': 'declined',
  'report.published': 'published',
};

/** Who asked for a report is told when there is something to know: the day, another day, a no, and that it is there. */
@Injectable()
export class PortalReportLetters {
  constructor(
    private readonly db: DataSource,
    private readonly mail: PortalMail,
  ) {}

  @Subscribe('report-request.changed', { name: 'portal.tell-of-report', when: ({ moment }) => moment in TOLD })
  async tell({ requestId, seq, moment }: Events['report-request.changed']): Promise<void> {
    const accounts = await this.db.query<
      { id: string; number: number; title: string; data: { dueOn?: string; to?: string } }[]
    >(
      `select a.id, r.number::int as number, r.title, e.data from report_requests r
       join report_request_events e on e.request_id = r.id and e.seq = $2
       join contact_identities i on i.contact_id = r.contact_id and i.valid_to is null
       join contacts c on c.id = r.contact_id and c.company_id = r.company_id
       join portal_accounts a on a.identity_id = i.id and a.notify and a.state <> 'revoked'
       where r.id = $1 order by a.seen_at desc nulls last limit 1`,
      [requestId, seq],
    );
    for (const { id, number, title, data } of accounts) {
      const dueOn = data.to ?? data.dueOn ?? null;
      await this.mail.report(id, { moment: TOLD[moment]!, number, title, dueOn });
    }
  }
}
