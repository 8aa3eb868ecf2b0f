import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TeamsService } from '../identity/people/teams.service.js';
import { UsersService } from '../identity/people/users.service.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { forbidden, invalid } from '../platform/http/refusal.js';
import { isCategory, isUuid } from './queue/ticket-filter.rules.js';
import type { TicketChanges as Wanted } from './ticket.dto.js';
import type { Ticket } from './ticket.entity.js';
import { priorityRank } from './ticket.rules.js';
import type { TicketChange } from './ticket-writer.service.js';

/** Turns what a caller wants of a ticket into what the writer applies: names resolved, people known, rights asked. */
@Injectable()
export class TicketChanges {
  constructor(
    private readonly db: DataSource,
    private readonly users: UsersService,
    private readonly teams: TeamsService,
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
      teamId: plain.teamId,
      assigneeId: plain.assigneeId,
      snoozedUntil: plain.snoozedUntil,
      tags: plain.tags && cleanTags(plain.tags),
      priority: priority && priorityRank(priority),
      ...statusOf(status),
      ...(plain.contactId && (await this.contactWithCompany(plain.contactId, plain.companyId))),
    });
  }

  /** Custom fields change one by one: what is left out stays, null takes away. */
  fieldsOf(ticket: Pick<Ticket, 'fields'>, wanted: Wanted): Pick<TicketChange, 'fields'> {
    if (!wanted.fields) return {};
    const merged = Object.entries({ ...ticket.fields, ...wanted.fields }).filter(([, value]) => value !== null);
    return { fields: Object.fromEntries(merged) };
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

/** The same word in another case is the same tag. */
export function cleanTags(tags: string[]): string[] {
  const known = new Map<string, string>();
  for (const tag of tags.map((t) => t.trim()).filter(Boolean)) {
    if (!known.has(tag.toLowerCase())) known.set(tag.toLowerCase(), tag);
  }
  return [...known.values()];
}

const defined = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
