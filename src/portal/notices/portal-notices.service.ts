import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Customer } from '../access/customer.js';
import { visibleNotices } from '../access/visible.access.js';
import type { NewNotice, NoticeChange, NoticeView, PortalNoticeView } from './notice.dto.js';

type Notice = Required<NewNotice>;

const COLUMNS = `n.id, n.title, n.text, n.weight, n.audience, n.package_id as "packageId", n.company_id as "companyId",
  n.starts_on::text as "startsOn", n.ends_on::text as "endsOn", n.version`;

/** What the house tells its customers, where they look anyway. */
@Injectable()
export class PortalNotices {
  constructor(
    private readonly db: DataSource,
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly firm: SettingsService,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<NoticeView[]> {
    return this.views('true', []);
  }

  async create(actor: Actor, body: NewNotice): Promise<NoticeView> {
    const id = newId();
    const { weight = 'news', packageId = null, companyId = null, endsOn = null } = body;
    const notice = { ...body, weight, packageId, companyId, endsOn, startsOn: body.startsOn ?? (await this.today()) };
    await this.work.run(async (tx) => {
      await this.mustFit(tx, notice);
      await tx.query(
        `insert into portal_notices (id, title, text, weight, audience, package_id, company_id, starts_on, ends_on, by_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [id, ...valuesOf(notice), actor.kind === 'user' ? actor.id : null, this.clock.now()],
      );
      await this.record(tx, actor, 'portal.notice-published', id, { title: notice.title, audience: notice.audience });
    });
    return this.one(id);
  }

  async change(actor: Actor, id: string, { version, ...change }: NoticeChange): Promise<NoticeView> {
    await this.work.run(async (tx) => {
      const [row] = await tx.query<Notice & { version: number }>(
        `select ${COLUMNS} from portal_notices n where n.id = $1 for update`,
        [id],
      );
      if (!row) throw notFound('notice');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const notice: Notice = { ...row, ...given };
      if (notice.audience !== 'package') notice.packageId = null;
      if (notice.audience !== 'company') notice.companyId = null;
      await this.mustFit(tx, notice);
      await tx.query(
        `update portal_notices set title = $2, text = $3, weight = $4, audience = $5, package_id = $6, company_id = $7,
           starts_on = $8, ends_on = $9, version = version + 1 where id = $1`,
        [id, ...valuesOf(notice)],
      );
      await this.record(tx, actor, 'portal.notice-changed', id, { title: notice.title, audience: notice.audience });
    });
    return this.one(id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const gone = await tx.query('delete from portal_notices where id = $1 returning id', [id]);
      if (gone.length === 0) throw notFound('notice');
      await this.record(tx, actor, 'portal.notice-removed', id, {});
    });
  }

  /** What holds today for this customer and was not put away; warnings first. */
  async of(customer: Customer): Promise<PortalNoticeView[]> {
    const parameters: unknown[] = [];
    const condition = visibleNotices(customer, await this.today(), parameters);
    return this.reading.query(
      `select n.id, n.title, n.text, n.weight, n.starts_on::text as "startsOn" from portal_notices n
       where ${condition} and not exists (
         select from portal_notice_dismissals d where d.notice_id = n.id and d.account_id = $${parameters.push(customer.accountId)})
       order by n.weight desc, n.starts_on desc, n.id desc limit 20`,
      parameters,
    );
  }

  /** Put away for this person alone; twice is once. */
  async dismiss(customer: Customer, id: string): Promise<void> {
    const today = await this.today();
    await this.work.run(async (tx) => {
      const parameters: unknown[] = [];
      const found = await tx.query(
        `select from portal_notices n where n.id = $${parameters.push(id)} and ${visibleNotices(customer, today, parameters)}`,
        parameters,
      );
      if (found.length === 0) throw notFound('notice');
      await tx.query(
        'insert into portal_notice_dismissals (notice_id, account_id, at) values ($1, $2, $3) on conflict do nothing',
        [id, customer.accountId, this.clock.now()],
      );
    });
  }

  private async one(id: string): Promise<NoticeView> {
    const [view] = await this.views('n.id = $1', [id]);
    if (!view) throw notFound('notice');
    return view;
  }

  private views(condition: string, parameters: unknown[]): Promise<NoticeView[]> {
    return this.db.query(
      `select ${COLUMNS}, coalesce(p.name, k.name) as for, u.name as by,
         (select count(*)::int from portal_notice_dismissals d where d.notice_id = n.id) as dismissed
       from portal_notices n left join packages p on p.id = n.package_id left join companies k on k.id = n.company_id
       left join users u on u.id = n.by_id where ${condition} order by n.starts_on desc, n.id desc limit 500`,
      parameters,
    );
  }

  private async mustFit(tx: Tx, { audience, packageId, companyId, startsOn, endsOn }: Notice): Promise<void> {
    if (endsOn && endsOn < startsOn) throw invalid('endsOn', 'is before it begins');
    const asked = {
      package: ['packages', packageId, 'packageId'],
      company: ['companies', companyId, 'companyId'],
    } as const;
    for (const [kind, [table, id, field]] of Object.entries(asked)) {
      if (audience !== kind) {
        if (id) throw invalid(field, `is only for the audience ${kind}`);
        continue;
      }
      const found = id ? await tx.query(`select from ${table} where id = $1`, [id]) : [];
      if (found.length === 0) throw invalid(field, id ? 'is not known' : 'is missing');
    }
  }

  private async today(): Promise<string> {
    const { timeZone } = await this.firm.current();
    return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(this.clock.now());
  }

  private record(tx: Tx, actor: Actor, action: string, id: string, data: object): Promise<unknown> {
    return this.audit.record(tx, { actor, action, target: { kind: 'portal_notice', id }, data: { ...data } });
  }
}

const valuesOf = ({ title, text, weight, audience, packageId, companyId, startsOn, endsOn }: Notice): unknown[] => [
  ...[title, text, weight, audience, packageId, companyId, startsOn, endsOn],
];
