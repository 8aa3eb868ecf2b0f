import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LetterLines } from '../../channels/letter-lines.service.js';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { day, money } from '../../platform/documents/wording.rules.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict } from '../../platform/http/refusal.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { Outreach } from '../../tickets/replies/outreach.service.js';
import { DayEnds } from '../deals/day-ends.js';
import { DealWriter } from '../deals/deal-writer.service.js';
import { ProposalAnswers, type ShownProposal } from './proposal-answers.service.js';
import { letterOf, type LetterKind } from './proposal-letter.rules.js';
import { ProposalLinks } from './proposal-links.js';
import { ProposalPapers } from './proposal-papers.service.js';
import { sumsOf } from './proposal.rules.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'sales.proposal-reminders': Record<string, never>;
  }
}

interface Receiver {
  contactId: string | null;
  companyId: string | null;
  name: string | null;
  identityId: string | null;
}

/** Whoever got it only now is not reminded of it at once. */
const QUIET_MS = 24 * 3_600_000;
const AT_ONCE = 100;

/**
 * Proposals by mail. They are first words (decision 0016), as invoices are: an ordinary outbound message with the PDF, on a
 * silent ticket that belongs to the deal, so that an answer to it is a ticket and stands on the deal's timeline.
 */
@Injectable()
export class ProposalLetters {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly days: DayEnds,
    private readonly settings: SettingsService,
    private readonly answers: ProposalAnswers,
    private readonly links: ProposalLinks,
    private readonly papers: ProposalPapers,
    private readonly attachments: AttachmentsService,
    private readonly lines: LetterLines,
    private readonly outreach: Outreach,
    private readonly deals: DealWriter,
  ) {}

  @Subscribe('proposal.sent', { name: 'sales.proposal-letter', when: ({ mail }) => mail })
  async sent({ proposalId }: Events['proposal.sent']): Promise<void> {
    await this.write(SYSTEM, proposalId, 'offer', 'offer');
  }

  /** Again, or for the first time, because somebody asks. */
  async again(actor: Actor, id: string): Promise<void> {
    const { proposal, expired } = await this.answers.shown(id);
    if (proposal.state !== 'sent') throw conflict('proposal_not_out', 'Only a proposal that is out can be mailed.');
    if (expired) throw conflict('proposal_expired', 'This proposal has expired.');
    const [row] = await this.db.query<{ count: number }[]>(
      `select count(*)::int as count from proposal_letters where proposal_id = $1 and kind = 'offer' and message_id is not null`,
      [id],
    );
    await this.write(actor, id, 'offer', row!.count === 0 ? 'offer' : `offer.${row!.count}`);
  }

  /** Before it expires, once; only what went out by mail, because only that has somebody to be reminded. */
  @Job('sales.proposal-reminders', { every: 900_000 })
  async remind(): Promise<void> {
    const { day: today } = await this.days.today(SYSTEM);
    const due = await this.db.query<{ id: string }[]>(
      `select x.id from proposals x join deals d on d.id = x.deal_id
       where x.state = 'sent' and d.state = 'open' and x.expires_on >= $1::date and x.expires_on - x.remind_days <= $1::date
         and exists (select from proposal_letters l where l.proposal_id = x.id and l.kind = 'offer'
           and l.message_id is not null and l.at < $2)
         and not exists (select from proposal_letters l where l.proposal_id = x.id and l.kind = 'reminder')
       order by x.expires_on, x.id limit ${AT_ONCE}`,
      [today, new Date(this.clock.millis() - QUIET_MS)],
    );
    for (const { id } of due) await this.write(SYSTEM, id, 'reminder', 'reminder');
  }

  private async write(actor: Actor, id: string, kind: LetterKind, key: string): Promise<void> {
    const shown = await this.answers.shown(id);
    const { proposal } = shown;
    if (proposal.state !== 'sent' || shown.expired) return;
    const inbox = await this.lines.pick();
    const to = await this.receiver(proposal.dealId);
    const problem = !inbox ? 'no_line' : !to.contactId ? 'no_contact' : !to.identityId ? 'no_address' : null;
    const file = problem || kind === 'reminder' ? null : await this.fileOf(shown);
    await this.work.run(async (tx) => {
      const deal = await this.deals.hold(tx, proposal.dealId);
      if (!(await this.claim(tx, id, kind, key, problem))) return;
      const data = { proposalVersion: proposal.edition, kind, ...(problem && { problem }) };
      if (problem || !inbox) {
        await this.deals.apply(tx, SYSTEM, deal, {}, [{ type: 'proposal.unmailed', data }]);
        return;
      }
      const { subject, text } = await this.wordsOf(kind, shown, to.name ?? shown.customer);
      const spoken = await this.outreach.say(
        tx,
        actor,
        { inbox, threaded: true, conversationId: await this.threadOf(tx, id) },
        { contactId: to.contactId!, companyId: to.companyId, identityId: to.identityId! },
        {
          subject,
          text,
          title: subject,
          clientId: `proposal.${id}.${key}`,
          meta: { proposal: { id, number: shown.number }, ...(kind === 'reminder' && { reminder: true }) },
          ...(file && { files: [file] }),
        },
      );
      await tx.query(
        `update proposal_letters set message_id = $3, ticket_id = $4, conversation_id = $5 where proposal_id = $1 and key = $2`,
        [id, key, spoken.messageId, spoken.ticketId, spoken.conversationId],
      );
      await tx.query(
        `insert into deal_tickets (deal_id, ticket_id, kind, at) values ($1, $2, 'answer', $3) on conflict do nothing`,
        [deal.id, spoken.ticketId, this.clock.now()],
      );
      await this.deals.apply(tx, actor, deal, {}, [{ type: 'proposal.mailed', data }]);
    });
  }

  /** Once for each key, however often it is tried; what could not be sent before may be tried again. */
  private async claim(tx: Tx, id: string, kind: LetterKind, key: string, problem: string | null): Promise<boolean> {
    const rows = await tx.query(
      `insert into proposal_letters (proposal_id, key, kind, problem, at) values ($1, $2, $3, $4, $5)
       on conflict (proposal_id, key) do update set problem = excluded.problem, at = excluded.at
         where proposal_letters.message_id is null
       returning key`,
      [id, key, kind, problem, this.clock.now()],
    );
    return rows.length > 0;
  }

  /** A reminder stands under what it reminds of. */
  private async threadOf(tx: Tx, id: string): Promise<string | null> {
    const [row] = await tx.query<{ conversationId: string }>(
      `select conversation_id as "conversationId" from proposal_letters
       where proposal_id = $1 and conversation_id is not null order by at limit 1`,
      [id],
    );
    return row?.conversationId ?? null;
  }

  private async receiver(dealId: string): Promise<Receiver> {
    const [row] = await this.db.query<Receiver[]>(
      `select k.id as "contactId", coalesce(d.company_id, k.company_id) as "companyId", k.name, i.id as "identityId"
       from deals d left join contacts k on k.id = d.contact_id and k.deleted_at is null
       left join lateral (select i.id from contact_identities i where i.contact_id = k.id and i.kind = 'email'
         and i.valid_to is null order by i.id limit 1) i on true where d.id = $1`,
      [dealId],
    );
    return row!;
  }

  private async fileOf({ proposal, number }: ShownProposal) {
    const content = await this.papers.of(proposal.id);
    const name = `${number}.pdf`;
    const file = await this.attachments.keep(`kept:proposal:${proposal.id}`, {
      name,
      type: 'application/pdf',
      content,
    });
    return { name: file.name, type: file.type, size: file.size, blobKey: file.blobKey, contentId: null, inline: false };
  }

  private async wordsOf(kind: LetterKind, { proposal, number, title }: ShownProposal, name: string) {
    const { company } = await this.settings.current();
    const { language, currency } = proposal;
    return letterOf(kind, language, {
      name,
      company,
      number,
      title,
      total: money(sumsOf(proposal.lines, proposal.discount, proposal.months).total, currency, language),
      until: day(proposal.expiresOn, language),
      url: this.links.url(proposal),
      intro: proposal.intro.trim(),
    });
  }
}
