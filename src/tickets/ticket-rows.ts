import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TeamsService } from '../identity/people/teams.service.js';
import { UsersService } from '../identity/people/users.service.js';
import { CustomerNames } from './customer-names.js';
import type { TicketRowView } from './ticket.dto.js';
import { priorityName, type Mode, type StatusCategory } from './ticket.rules.js';

/** What a line of the queue needs of `tickets t`, with the name of its status. */
export const ROW_COLUMNS = `
  t.id, t.number, t.subject, t.status_id as "statusId", s.name as "statusName", t.category, t.priority, t.mode, t.type,
  t.company_id as "companyId", t.contact_id as "contactId", t.assignee_id as "assigneeId", t.team_id as "teamId",
  t.channels, t.tags, t.due_at as "dueAt", t.due_metric as "dueMetric", t.snoozed_until as "snoozedUntil",
  t.waiting_since as "waitingSince", t.last_message_at as "lastMessageAt", t.updated_at as "updatedAt",
  t.created_at as "createdAt", t.version, t.event_seq as "eventSeq"`;

export interface RawTicketRow {
  id: string;
  number: string;
  subject: string;
  statusId: string;
  statusName: string;
  category: StatusCategory;
  priority: number;
  mode: Mode;
  type: string;
  companyId: string | null;
  contactId: string;
  assigneeId: string | null;
  teamId: string | null;
  channels: string[];
  tags: string[];
  dueAt: Date | null;
  dueMetric: string | null;
  snoozedUntil: Date | null;
  waitingSince: Date | null;
  lastMessageAt: Date | null;
  updatedAt: Date;
  createdAt: Date;
  version: number;
  eventSeq: number;
}

/** A row with what decides who may see it. */
export interface PlacedRow {
  row: TicketRowView;
  teamId: string | null;
  assigneeId: string | null;
}

/** The one way in which a ticket becomes a line of the queue, over HTTP as over sockets. */
@Injectable()
export class TicketRows {
  constructor(
    private readonly db: DataSource,
    private readonly users: UsersService,
    private readonly teams: TeamsService,
    private readonly customers: CustomerNames,
  ) {}

  async byIds(ids: readonly string[]): Promise<Map<string, PlacedRow>> {
    if (ids.length === 0) return new Map();
    const raw = await this.db.query<RawTicketRow[]>(
      `select ${ROW_COLUMNS} from tickets t join statuses s on s.id = t.status_id where t.id = any($1::uuid[])`,
      [[...new Set(ids)]],
    );
    const rows = await this.present(raw);
    return new Map(raw.map((r, at) => [r.id, { row: rows[at]!, teamId: r.teamId, assigneeId: r.assigneeId }]));
  }

  /** One query for each kind of name, however many rows. */
  async present(raw: RawTicketRow[]): Promise<TicketRowView[]> {
    if (raw.length === 0) return [];
    const [customers, users, teams] = await Promise.all([
      this.customers.of(
        raw.map((r) => r.contactId),
        raw.flatMap((r) => r.companyId ?? []),
      ),
      this.users.briefs(raw.flatMap((r) => r.assigneeId ?? [])),
      this.teams.briefs(raw.flatMap((r) => r.teamId ?? [])),
    ]);
    return raw.map((r) => ({
      id: r.id,
      number: Number(r.number),
      subject: r.subject,
      status: { id: r.statusId, name: r.statusName, category: r.category },
      priority: priorityName(r.priority),
      mode: r.mode,
      type: r.type,
      company: (r.companyId && customers.companies.get(r.companyId)) || null,
      contact: customers.contacts.get(r.contactId) ?? { id: r.contactId, name: '' },
      assignee: (r.assigneeId && users.get(r.assigneeId)) || null,
      team: (r.teamId && teams.get(r.teamId)) || null,
      channels: r.channels,
      tags: r.tags,
      dueAt: r.dueAt,
      dueMetric: r.dueMetric,
      snoozedUntil: r.snoozedUntil,
      waitingSince: r.waitingSince,
      lastMessageAt: r.lastMessageAt ?? r.createdAt,
      updatedAt: r.updatedAt,
      createdAt: r.createdAt,
      version: r.version,
      seq: r.eventSeq,
    }));
  }
}
