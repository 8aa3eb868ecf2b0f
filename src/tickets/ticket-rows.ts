import { Injectable } from '@nestjs/common';
import { among } from '../platform/database/among.js';
import { Reading } from '../platform/database/reading.js';
import type { NamedView } from '../platform/http/named.dto.js';
import type { TicketRowView } from './ticket.dto.js';
import { priorityName, type Mode, type StatusCategory } from './ticket.rules.js';

/**
 * What a line of the queue needs, from `tickets t` and the names around it. The neighbours' tables are joined here, and
 * only here: one round trip for a page that everybody looks at all day.
 */
export const ROW_COLUMNS = `
  t.id, t.number, t.subject, t.status_id as "statusId", s.name as "statusName", t.category, t.priority, t.mode, t.type,
  t.contact_id as "contactId", person.name as "contactName", t.company_id as "companyId", company.name as "companyName",
  t.assignee_id as "assigneeId", assignee.name as "assigneeName", t.team_id as "teamId", team.name as "teamName",
  t.channels, t.tags, t.due_at as "dueAt", t.due_metric as "dueMetric", t.snoozed_until as "snoozedUntil",
  t.waiting_since as "waitingSince", t.last_message_at as "lastMessageAt", t.updated_at as "updatedAt",
  t.created_at as "createdAt", t.version, t.event_seq as "eventSeq"`;

export const ROW_NAMES = `
  join statuses s on s.id = t.status_id
  join contacts person on person.id = t.contact_id
  left join companies company on company.id = t.company_id
  left join users assignee on assignee.id = t.assignee_id
  left join teams team on team.id = t.team_id`;

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
  contactId: string;
  contactName: string;
  companyId: string | null;
  companyName: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  teamId: string | null;
  teamName: string | null;
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
export function presentRow(r: RawTicketRow): TicketRowView {
  return {
    id: r.id,
    number: Number(r.number),
    subject: r.subject,
    status: { id: r.statusId, name: r.statusName, category: r.category },
    priority: priorityName(r.priority),
    mode: r.mode,
    type: r.type,
    company: named(r.companyId, r.companyName),
    contact: { id: r.contactId, name: r.contactName },
    assignee: named(r.assigneeId, r.assigneeName),
    team: named(r.teamId, r.teamName),
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
  };
}

const named = (id: string | null, name: string | null): NamedView | null => (id && name !== null ? { id, name } : null);

/** Rows of tickets that are known by their ids. */
@Injectable()
export class TicketRows {
  constructor(private readonly reading: Reading) {}

  async byIds(ids: readonly string[]): Promise<Map<string, PlacedRow>> {
    if (ids.length === 0) return new Map();
    const wanted = among('t.id', '$1', ids);
    const raw = await this.reading.query<RawTicketRow>(
      `select ${ROW_COLUMNS} from tickets t ${ROW_NAMES} where ${wanted.is}`,
      [wanted.value],
    );
    return new Map(raw.map((r) => [r.id, { row: presentRow(r), teamId: r.teamId, assigneeId: r.assigneeId }]));
  }
}
