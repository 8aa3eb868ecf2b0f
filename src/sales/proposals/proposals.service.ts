import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PackagesService } from '../../contracts/packages.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { DayEnds } from '../deals/day-ends.js';
import { visibleDeals } from '../deals/deal.access.js';
import type { Deal } from '../deals/deal.entity.js';
import { mustBeOpen } from '../deals/deal-course.service.js';
import { DealWriter } from '../deals/deal-writer.service.js';
import type {
  NewProposal,
  ProposalChange,
  ProposalLineBody,
  ProposalPage,
  ProposalsQuery,
  ProposalVersion,
  SendProposal,
  ProposalView,
} from './proposal.dto.js';
import { Proposal, type ProposalLine } from './proposal.entity.js';
import { isExpired, sumsOf } from './proposal.rules.js';
import { ProposalLinks } from './proposal-links.js';
import { isDay } from '../../platform/days.rules.js';

type Read = Omit<ProposalView, 'expired' | 'sums' | 'url'> & { linkEpoch: number };

const SELECT = `
  select x.id, 'P-' || d.number || '-' || x.edition as number, x.edition, x.state, x.language, x.currency, x.months, x.kind,
    json_build_object('id', d.id, 'number', d.number, 'title', d.title) as deal, x.starts_on::text as "startsOn", x.lines,
    x.discount, x.intro, x.expires_on::text as "expiresOn", x.installation, x.link_epoch as "linkEpoch", x.sent_at as "sentAt",
    x.opened_at as "openedAt", x.opens, x.accepted_at as "acceptedAt", x.accepted_name as "acceptedName",
    x.contract_id as "contractId", x.remind_days as "remindDays", x.version,
    (select coalesce(json_agg(json_build_object('kind', l.kind, 'at', to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       'problem', l.problem, 'state', m.state, 'ticketId', l.ticket_id) order by l.at, l.key), '[]')
     from proposal_letters l left join messages m on m.id = l.message_id where l.proposal_id = x.id) as letters
  from proposals x join deals d on d.id = x.deal_id`;

const GOOD_FOR_DAYS = 30;
const DAY_MS = 86_400_000;

/** What is offered to a customer, version by version. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly days: DayEnds,
    private readonly deals: DealWriter,
    private readonly packages: PackagesService,
    private readonly links: ProposalLinks,
    private readonly settings: SettingsService,
  ) {}

  async list(actor: Actor, query: ProposalsQuery): Promise<ProposalPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = [visibleDeals(actor, parameters)];
    if (query.deal) where.push(`x.deal_id = ${$(query.deal)}`);
    if (query.state) where.push(`x.state = ${$(query.state)}`);
    const after = decodeCursor(query.cursor, 1);
    if (after) where.push(`x.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.db.query<Read[]>(
      `${SELECT} where ${where.join(' and ')} order by x.id desc limit ${$(query.limit + 1)}`,
      parameters,
    );
    const { day } = await this.days.today(SYSTEM);
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => this.present(row, day),
    );
  }

  async one(actor: Actor, id: string): Promise<ProposalView> {
    const parameters: unknown[] = [id];
    const [row] = await this.db.query<Read[]>(
      `${SELECT} where x.id = $1 and ${visibleDeals(actor, parameters)}`,
      parameters,
    );
    if (!row) throw notFound('proposal');
    return this.present(row, (await this.days.today(SYSTEM)).day);
  }

  async create(actor: Actor, { dealId, copyOf, ...fresh }: NewProposal): Promise<ProposalView> {
    const { language } = await this.settings.current();
    const id = await this.work.run(async (tx) => {
      const deal = await this.deals.lock(tx, actor, dealId).catch(() => {
        throw invalid('dealId', 'there is no such deal');
      });
      mustBeOpen(deal);
      const before = copyOf ? await tx.find(Proposal, { id: copyOf, dealId: deal.id }) : null;
      if (copyOf && !before) throw invalid('copyOf', 'is no proposal of this deal');
      const [last] = await tx.query<{ edition: number }>(
        'select coalesce(max(edition), 0)::int as edition from proposals where deal_id = $1',
        [deal.id],
      );
      const now = this.clock.now();
      const row: Proposal = {
        ...EMPTY,
        id: newId(),
        dealId: deal.id,
        edition: last!.edition + 1,
        language: before?.language ?? (await this.languageOf(tx, deal, language)),
        currency: deal.currency,
        months: before ? before.months : deal.months,
        kind: before?.kind ?? 'rental',
        startsOn: before?.startsOn ?? null,
        lines: before?.lines ?? [],
        discount: before?.discount ?? 0,
        intro: before?.intro ?? '',
        expiresOn: new Date(now.getTime() + GOOD_FOR_DAYS * DAY_MS).toISOString().slice(0, 10),
        installation: before?.installation ?? false,
        madeBy: actor.kind === 'user' ? actor.id : null,
        createdAt: now,
        updatedAt: now,
      };
      await this.fill(row, fresh);
      await tx.insert(Proposal, { ...row, lines: row.lines as object[] });
      await this.deals.apply(tx, actor, deal, {}, [{ type: 'proposal.made', data: { proposalVersion: row.edition } }]);
      return row.id;
    });
    return this.one(actor, id);
  }

  async change(actor: Actor, id: string, { version, ...change }: ProposalChange): Promise<ProposalView> {
    await this.work.run(async (tx) => {
      const { row } = await this.lock(tx, actor, id, version);
      if (row.state !== 'draft') throw conflict('proposal_sent', 'What was sent stays as it is. Make a new version.');
      await this.fill(row, change);
      await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
    });
    return this.one(actor, id);
  }

  /** From here on it can be read and accepted by its link. An earlier version that was out is taken back. */
  async send(actor: Actor, id: string, { version, mail = false, remindDays }: SendProposal): Promise<ProposalView> {
    const { day } = await this.days.today(SYSTEM);
    await this.work.run(async (tx) => {
      const { row, deal } = await this.lock(tx, actor, id, version);
      mustBeOpen(deal);
      if (row.state !== 'draft') throw conflict('proposal_sent', 'It was sent already.');
      if (row.lines.length === 0) throw invalid('lines', 'there is nothing in it yet');
      if (isExpired(row.expiresOn, day)) throw invalid('expiresOn', 'is over already');
      const now = this.clock.now();
      await tx.query(
        `update proposals set state = 'revoked', link_epoch = link_epoch + 1, version = version + 1, updated_at = $2
         where deal_id = $1 and state = 'sent'`,
        [deal.id, now],
      );
      if (remindDays !== undefined) row.remindDays = remindDays;
      await tx.save(Object.assign(row, { state: 'sent', sentAt: now, version: row.version + 1, updatedAt: now }));
      const sums = sumsOf(row.lines, row.discount, row.months);
      const data = { proposalVersion: row.edition, totalMinor: sums.total, currency: row.currency };
      // The deal is worth what is offered.
      const value =
        sums.month > 0 ? { valueMinor: sums.month, months: row.months } : { valueMinor: sums.total, months: null };
      await this.deals.apply(tx, actor, deal, value, [{ type: 'proposal.sent', data }]);
      tx.emit('proposal.sent', { proposalId: row.id, mail });
    });
    return this.one(actor, id);
  }

  /** The link no longer works. */
  async revoke(actor: Actor, id: string, { version }: ProposalVersion): Promise<ProposalView> {
    await this.work.run(async (tx) => {
      const { row, deal } = await this.lock(tx, actor, id, version);
      if (row.state === 'accepted') throw conflict('proposal_accepted', 'It was accepted.');
      if (row.state === 'revoked') return;
      const gone = { state: 'revoked' as const, linkEpoch: row.linkEpoch + 1, version: row.version + 1 };
      await tx.save(Object.assign(row, gone, { updatedAt: this.clock.now() }));
      await this.deals.apply(tx, actor, deal, {}, [
        { type: 'proposal.revoked', data: { proposalVersion: row.edition } },
      ]);
    });
    return this.one(actor, id);
  }

  /** The deal first, as everybody takes them. */
  private async lock(tx: Tx, actor: Actor, id: string, version: number): Promise<{ row: Proposal; deal: Deal }> {
    const known = await tx.find(Proposal, { id });
    if (!known) throw notFound('proposal');
    const deal = await this.deals.lock(tx, actor, known.dealId).catch(() => {
      throw notFound('proposal');
    });
    const row = (await tx.lock(Proposal, { id }))!;
    if (version !== row.version) throw stale(row.version);
    return { row, deal };
  }

  private async fill(row: Proposal, { lines, ...change }: Omit<ProposalChange, 'version'>): Promise<void> {
    for (const path of ['startsOn', 'expiresOn'] as const) {
      const day = change[path];
      if (day && !isDay(day)) throw invalid(path, 'is no day of the calendar');
    }
    Object.assign(row, Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
    if (lines) row.lines = await this.linesOf(lines, row.currency);
  }

  /** What is taken from the price book keeps the price of that moment: who changes the book changes no offer. */
  private async linesOf(given: ProposalLineBody[], currency: string): Promise<ProposalLine[]> {
    const book = given.some(({ priceId }) => priceId) ? await this.packages.list() : [];
    const prices = new Map(
      book.flatMap((one) => one.prices.map((price) => [price.id, { ...price, of: one }] as const)),
    );
    return given.map(({ priceId, text, quantity, amount, period, per }, at) => {
      const price = priceId ? prices.get(priceId) : undefined;
      if (priceId && !price) throw invalid(`lines[${at}].priceId`, 'there is no such price');
      if (price && price.currency !== currency) throw invalid(`lines[${at}].priceId`, `is not in ${currency}`);
      const words = text?.trim() || price?.of.name;
      if (!words) throw invalid(`lines[${at}].text`, 'what is offered has a name');
      const each = amount ?? price?.amount;
      if (each === undefined) throw invalid(`lines[${at}].amount`, 'what is offered has a price');
      return {
        text: words,
        quantity,
        amount: each,
        period: period ?? price?.period ?? 'month',
        per: per ?? price?.per ?? 'contract',
        ...(price && { packageId: price.of.id, priceId: price.id }),
      };
    });
  }

  private async languageOf(tx: Tx, deal: Deal, otherwise: string): Promise<'en' | 'pt-BR'> {
    const [contact] = deal.contactId
      ? await tx.query<{ language: string | null }>('select language from contacts where id = $1', [deal.contactId])
      : [];
    return /^en/i.test(contact?.language ?? otherwise) ? 'en' : 'pt-BR';
  }

  private present({ linkEpoch, ...row }: Read, today: string): ProposalView {
    return {
      ...row,
      expired: row.state === 'sent' && isExpired(row.expiresOn, today),
      sums: sumsOf(row.lines, row.discount, row.months),
      url: row.state === 'sent' || row.state === 'accepted' ? this.links.url({ id: row.id, linkEpoch }) : null,
    };
  }
}

const EMPTY = {
  state: 'draft' as const,
  linkEpoch: 1,
  sentAt: null,
  openedAt: null,
  opens: 0,
  acceptedAt: null,
  acceptedName: null,
  acceptedFrom: null,
  contractId: null,
  remindDays: 3,
  version: 1,
};
