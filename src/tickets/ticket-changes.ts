import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CustomFieldsService } from '../customers/custom-fields.service.js';
import { tidyTags } from '../customers/tag.rules.js';
import { TeamsService } from '../identity/people/teams.service.js';
import { UsersService } from '../identity/people/users.service.js';
import type { Tx } from '../platform/database/tx.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { forbidden, invalid } from '../platform/http/refusal.js';
import { Status } from './status.entity.js';
import { isCategory, isUuid } from './queue/ticket-filter.rules.js';
import type { WantedTicket as Wanted } from './ticket.dto.js';
import type { Ticket } from './ticket.entity.js';
import { isOpen, priorityRank } from './ticket.rules.js';
import type { TicketChange } from './ticket-writer.service.js';

/** Turns what a caller wants of a ticket into what the writer applies: names resolved, people known, rights asked. */
@Injectable()
export class TicketChanges {
  constructor(
    private readonly db: DataSource,
    private readonly users: UsersService,
    private readonly teams: TeamsService,
    private readonly customFields: CustomFieldsService,
  ) {}

  async read(actor: Actor, wanted: Wanted): Promise<TicketChange> {
    this.refuseWithoutRight(actor, wanted);
    await this.refuseUnknown(wanted);
    const { status, priority, fields: _, ...plain } = wanted;
    return defined({
      subject: plain.subject?.trim(),
      type: plain.type,
      mode: plain.mode,
      companyId: plain.companyId,
      siteId: plain.siteId,
      teamId: plain.teamId,
      assigneeId: plain.assigneeId,
      snoozedUntil: plain.snoozedUntil,
      tags: plain.tags && tidyTags(plain.tags),
      priority: priority && priorityRank(priority),
      ...statusOf(status),
      ...(plain.contactId && (await this.contactWithCompany(plain.contactId, plain.companyId))),
    });
  }

  /** Whether what is wanted ends work on a ticket. */
  async closes(tx: Tx, { statusId, category }: TicketChange): Promise<boolean> {
    const ends = category ?? (statusId && (await tx.find(Status, { id: statusId }))?.category);
    return Boolean(ends && !isOpen(ends));
  }

  /** A place is one of the ticket's company, as it is then. */
  async refuseForeignPlace(tx: Tx, siteId: string | null | undefined, companyId: string | null): Promise<void> {
    const owner = await this.ownerOf(tx, siteId);
    if (owner !== undefined && owner !== companyId) throw invalid('siteId', 'is no place of the ticket’s company');
  }

  /** Whose place it is; undefined where none is named. */
  async ownerOf(tx: Tx, siteId: string | null | undefined): Promise<string | undefined> {
    if (!siteId) return undefined;
    const [site] = await tx.query<{ companyId: string }>(
      'select company_id as "companyId" from sites where id = $1 and deleted_at is null',
      [siteId],
    );
    if (!site) throw invalid('siteId', 'there is no such site');
    return site.companyId;
  }

  /** Custom fields change one by one: what is left out stays, null takes away. */
  async fieldsOf(tx: Tx, before: Ticket['fields'], { fields }: Wanted): Promise<Pick<TicketChange, 'fields'>> {
    return fields ? { fields: await this.customFields.changed(tx, 'ticket', before, fields) } : {};
  }

  private refuseWithoutRight(actor: Actor, wanted: Wanted): void {
    const names = Object.keys(defined(wanted));
    const assigning = names.filter((name) => name === 'assigneeId' || name === 'teamId');
    if (assigning.length > 0 && !can(actor, 'tickets:assign')) throw forbidden('You may not assign tickets.');
    if (names.length > assigning.length && !can(actor, 'tickets:write')) throw forbidden('You may not change tickets.');
  }

  private async refuseUnknown({ assigneeId, teamId }: Wanted): Promise<void> {
    if (assigneeId) {
      const user = await this.users.find(assigneeId);
      if (!user) throw invalid('assigneeId', 'there is no such user');
      if (!user.active) throw invalid('assigneeId', 'this person no longer works here');
    }
    if (teamId && !(await this.teams.find(teamId))) throw invalid('teamId', 'there is no such team');
  }

  /** Another customer brings their company, unless one is named. */
  private async contactWithCompany(
    contactId: string,
    companyId: string | null | undefined,
  ): Promise<{ contactId: string; companyId: string | null }> {
    const [contact] = await this.db.query<{ companyId: string | null }[]>(
      `select company_id as "companyId" from contacts where id = $1 and deleted_at is null and merged_into_id is null`,
      [contactId],
    );
    if (!contact) throw invalid('contactId', 'there is no such contact');
    return { contactId, companyId: companyId === undefined ? contact.companyId : companyId };
  }
}

function statusOf(status: string | undefined): Pick<TicketChange, 'statusId' | 'category'> {
  if (status === undefined) return {};
  if (isCategory(status)) return { category: status };
  if (isUuid(status)) return { statusId: status };
  throw invalid('status', 'expects the id of a status, or a category');
}

const defined = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
