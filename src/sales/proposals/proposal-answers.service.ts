import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ContractSignatures } from '../../contracts/contract-signatures.service.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Activity } from '../activities/activity.entity.js';
import { DayEnds } from '../deals/day-ends.js';
import type { Deal } from '../deals/deal.entity.js';
import { DealConclusion } from '../deals/deal-conclusion.service.js';
import { DealCourse } from '../deals/deal-course.service.js';
import { termsOf, valueOf } from '../deals/deal-wins.service.js';
import { DealWriter } from '../deals/deal-writer.service.js';
import { Proposal } from './proposal.entity.js';
import { isExpired, proposalNumber, truncatedAddress } from './proposal.rules.js';
import { ProposalLinks } from './proposal-links.js';

export interface ShownProposal {
  proposal: Proposal;
  number: string;
  /** Whom it is for. */
  customer: string;
  title: string;
  expired: boolean;
}

/** What a customer does behind the link of a proposal: read it, accept it, ask back. */
@Injectable()
export class ProposalAnswers {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly days: DayEnds,
    private readonly links: ProposalLinks,
    private readonly deals: DealWriter,
    private readonly course: DealCourse,
    private readonly conclusion: DealConclusion,
    private readonly signatures: ContractSignatures,
    private readonly audit: AuditService,
  ) {}

  /** Counted, so that whoever sent it knows that it was read; the first time stands in the deal's history. */
  async look(token: string): Promise<ShownProposal> {
    const { id } = await this.held(token);
    await this.work.run(async (tx) => {
      const known = await tx.find(Proposal, { id });
      if (known?.state !== 'sent') return;
      const deal = await this.deals.hold(tx, known.dealId);
      const row = (await tx.lock(Proposal, { id }))!;
      const now = this.clock.now();
      await tx.query('update proposals set opens = opens + 1, opened_at = coalesce(opened_at, $2) where id = $1', [
        id,
        now,
      ]);
      if (row.openedAt) return;
      await this.deals.apply(tx, SYSTEM, deal, {}, [
        { type: 'proposal.opened', data: { proposalVersion: row.edition } },
      ]);
    });
    return this.shown(id);
  }

  async file(token: string): Promise<ShownProposal> {
    return this.shown((await this.held(token)).id);
  }

  /** Once, however often and by however many it is pressed: the deal's lock comes first, and an accepted one stays so. */
  async accept(token: string, given: string, address: string): Promise<ShownProposal> {
    const name = given.replace(/\s+/g, ' ').trim().slice(0, 200);
    if (name.length < 2) throw invalid('name', 'says who accepts');
    const { id, epoch } = await this.held(token);
    const { day } = await this.days.today(SYSTEM);
    await this.work.run(async (tx) => {
      const known = await tx.find(Proposal, { id });
      if (!known) throw notFound('proposal');
      const deal = await this.deals.hold(tx, known.dealId);
      const row = (await tx.lock(Proposal, { id }))!;
      if (row.state === 'accepted') return;
      if (row.state !== 'sent' || (row.linkEpoch & 0xffff) !== epoch) throw notFound('proposal');
      if (isExpired(row.expiresOn, day)) throw conflict('proposal_expired', 'This proposal has expired.');
      // Won otherwise, or lost meanwhile: somebody has to look at it before there is a contract.
      if (deal.state !== 'open') throw conflict('deal_closed', 'This proposal can no longer be accepted.');
      await this.conclude(tx, deal, row, { name, address, day });
    });
    return this.shown(id);
  }

  /** What they ask stands in the deal's history, and answering it is somebody's next step at once. */
  async ask(token: string, text: string): Promise<ShownProposal> {
    const question = text.trim().slice(0, 5_000);
    if (!question) throw invalid('text', 'what would you like to know?');
    const { id } = await this.held(token);
    await this.work.run(async (tx) => {
      const known = await tx.find(Proposal, { id });
      if (known?.state !== 'sent') throw notFound('proposal');
      const deal = await this.deals.hold(tx, known.dealId);
      const now = this.clock.now();
      const activityId = newId();
      await tx.insert(Activity, {
        id: activityId,
        kind: 'task',
        subject: `${proposalNumber(deal, known.edition)}: ${question.replace(/\s+/g, ' ').slice(0, 200)}`,
        dueAt: now,
        ownerId: deal.ownerId,
        dealId: deal.id,
        contactId: deal.contactId,
        companyId: deal.companyId,
        attendees: [],
        notes: question,
        remindMinutes: 0,
        remindAt: now,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      await this.deals.apply(tx, await this.customer(tx, deal), deal, {}, [
        { type: 'proposal.asked', data: { proposalVersion: known.edition, text: question } },
      ]);
      const sooner = deal.nextDueAt === null || deal.nextDueAt > now;
      if (sooner) this.deals.setNext(tx, deal, { id: activityId, dueAt: now });
    });
    return this.shown(id);
  }

  private async conclude(
    tx: Tx,
    deal: Deal,
    row: Proposal,
    { name, address, day }: { name: string; address: string; day: string },
  ): Promise<void> {
    const now = this.clock.now();
    const customer: Actor = { ...(await this.customer(tx, deal)), name };
    const terms = termsOf(row, deal);
    const { companyId, contractId, siteIds } = await this.conclusion.draw(tx, SYSTEM, deal, terms);
    await this.signatures.write(
      tx,
      customer,
      contractId,
      { side: 'customer', name, signedOn: day },
      { id: row.id, ref: proposalNumber(deal, row.edition) },
    );
    const accepted = { acceptedAt: now, acceptedName: name, acceptedFrom: truncatedAddress(address), contractId };
    await tx.save(
      Object.assign(row, accepted, { state: 'accepted' as const, version: row.version + 1, updatedAt: now }),
    );
    const value = valueOf(row);
    await this.deals.apply(tx, customer, deal, { companyId, prospect: null, contractId, ...value }, [
      {
        type: 'proposal.accepted',
        data: {
          proposalVersion: row.edition,
          name,
          contractId,
          companyId,
          prospect: null,
          valueMinor: value.valueMinor,
        },
      },
    ]);
    await this.course.setWon(tx, customer, deal);
    if (row.installation) await this.conclusion.install(tx, deal, siteIds);
    await this.audit.record(tx, {
      actor: null,
      action: 'proposal.accepted',
      target: { kind: 'proposal', id: row.id },
      address: truncatedAddress(address),
      data: { contractId },
    });
  }

  private async customer(tx: Tx, deal: Deal): Promise<Actor> {
    const [person] = deal.contactId
      ? await tx.query<{ name: string }>('select name from contacts where id = $1', [deal.contactId])
      : [];
    return { ...SYSTEM, kind: 'contact', id: deal.contactId, name: person?.name ?? deal.prospect ?? deal.title };
  }

  private async held(token: string): Promise<{ id: string; epoch: number }> {
    const link = this.links.read(token);
    const row = link && (await this.db.getRepository(Proposal).findOneBy({ id: link.id }));
    const open = row && ['sent', 'accepted'].includes(row.state) && (row.linkEpoch & 0xffff) === link.epoch;
    if (!open) throw notFound('proposal');
    return link;
  }

  async shown(id: string): Promise<ShownProposal> {
    const proposal = await this.db.getRepository(Proposal).findOneByOrFail({ id });
    const [deal] = await this.db.query<{ number: string; title: string; customer: string | null }[]>(
      `select d.number, d.title, coalesce(c.name, d.prospect, k.name) as customer
       from deals d left join companies c on c.id = d.company_id left join contacts k on k.id = d.contact_id where d.id = $1`,
      [proposal.dealId],
    );
    const { day } = await this.days.today(SYSTEM);
    return {
      proposal,
      number: proposalNumber(deal!, proposal.edition),
      customer: deal!.customer ?? '',
      title: deal!.title,
      expired: proposal.state === 'sent' && isExpired(proposal.expiresOn, day),
    };
  }
}
