import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../../platform/http/refusal.js';
import type { VisitView } from './visit.view.dto.js';
import { TRANSITIONS, follow, type VisitAction } from './visit.rules.js';
import { VisitRows } from './visit-rows.js';

type Details = Pick<
  VisitView,
  | 'person'
  | 'accessNotes'
  | 'ownAccessNotes'
  | 'openingHours'
  | 'equipment'
  | 'checklist'
  | 'wantsSignature'
  | 'pausedMinutes'
  | 'pausedAt'
  | 'outcome'
  | 'signature'
  | 'rating'
  | 'ratingComment'
  | 'because'
>;

/** Visits with all that stands around them. Whether the reader may see them was asked before. */
@Injectable()
export class WholeVisit {
  constructor(
    private readonly db: DataSource,
    private readonly rows: VisitRows,
  ) {}

  async read(id: string): Promise<VisitView> {
    const [visit] = await this.readAll([id]);
    if (!visit) throw notFound('visit');
    return visit;
  }

  /** In the given order; what is not there is left out. */
  async readAll(ids: readonly string[]): Promise<VisitView[]> {
    if (ids.length === 0) return [];
    const [rows, details, steps, parts, times, files, offers, notices] = await Promise.all([
      this.rows.byIds(ids),
      this.details(ids),
      this.steps(ids),
      this.parts(ids),
      this.times(ids),
      this.files(ids),
      this.offers(ids),
      this.notices(ids),
    ]);
    const known = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = known.get(id);
      const own = details.find((one) => one.id === id);
      if (!row || !own) return [];
      const { id: _, ...rest } = own;
      return {
        ...row,
        ...rest,
        steps: of(steps, id),
        parts: of(parts, id),
        times: of(times, id),
        files: of(files, id).map((file) => ({ ...file, url: `/api/v1/visits/${id}/files/${file.id}` })),
        offers: of(offers, id),
        notices: of(notices, id),
        actions: (Object.keys(TRANSITIONS) as Exclude<VisitAction, 'propose'>[]).filter(
          (action) => 'to' in follow(action, { state: row.state, planned: row.plannedFrom !== null }, 'any'),
        ),
      };
    });
  }

  private details(ids: readonly string[]): Promise<(Details & { id: string })[]> {
    return this.db.query(
      `select v.id,
         json_build_object('id', person.id, 'name', person.name, 'language', person.language, 'phones',
           (select coalesce(json_agg(i.display order by i.valid_from), '[]') from contact_identities i
             where i.contact_id = person.id and i.kind = 'phone' and i.valid_to is null)) as person,
         nullif(concat_ws(E'\n\n', nullif(site.access_notes, ''), nullif(v.access_notes, '')), '') as "accessNotes", v.access_notes as "ownAccessNotes",
         h.hours as "openingHours", v.equipment, v.checklist, k.signature as "wantsSignature",
         v.paused_minutes as "pausedMinutes", v.paused_at as "pausedAt", v.outcome, v.signature, v.rating,
         v.rating_comment as "ratingComment", v.because
       from visits v join tickets t on t.id = v.ticket_id
       join contacts person on person.id = coalesce(v.contact_id, t.contact_id)
       join visit_kinds k on k.kind = v.kind
       left join sites site on site.id = v.site_id
       left join site_hours h on h.site_id = v.site_id
       where v.id = any($1::uuid[])`,
      [ids],
    );
  }

  private steps(ids: readonly string[]): Promise<(VisitView['steps'][number] & Owned)[]> {
    return this.db.query(
      `select visit_id as "visitId", seq, type, from_state as "from", to_state as "to", at, told_at as "toldAt", actor_kind as "actorKind",
         actor_name as "actorName", lat, lng, reason, data, because
       from visit_steps where visit_id = any($1::uuid[]) order by visit_id, seq`,
      [ids],
    );
  }

  private parts(ids: readonly string[]): Promise<(VisitView['parts'][number] & Owned)[]> {
    return this.db.query(
      `select visit_id as "visitId", id, name, quantity::float8 as quantity, serial, at from visit_parts where visit_id = any($1::uuid[]) order by at, id`,
      [ids],
    );
  }

  private times(ids: readonly string[]): Promise<(VisitView['times'][number] & Owned)[]> {
    return this.db.query(
      `select visit_id as "visitId", id, technician_id as "technicianId", kind, starts_at as "from", ends_at as "to", note
       from visit_times where visit_id = any($1::uuid[]) order by starts_at, id`,
      [ids],
    );
  }

  private files(ids: readonly string[]): Promise<(Omit<VisitView['files'][number], 'url'> & Owned)[]> {
    return this.db.query(
      `select f.visit_id as "visitId", a.id, f.kind, a.name, a.type, a.size, f.caption, f.checklist_id as "checklistId", f.at
       from visit_files f join attachments a on a.id = f.attachment_id where f.visit_id = any($1::uuid[]) order by f.at, a.id`,
      [ids],
    );
  }

  private offers(ids: readonly string[]): Promise<(VisitView['offers'][number] & Owned)[]> {
    return this.db.query(
      `select visit_id as "visitId", id, starts_at as "from", ends_at as "to", arrive_until as "arriveUntil", technician_ids as "technicianIds"
       from visit_offers where visit_id = any($1::uuid[]) and state = 'open' order by starts_at, id`,
      [ids],
    );
  }

  private notices(ids: readonly string[]): Promise<(VisitView['notices'][number] & Owned)[]> {
    return this.db.query(
      `select visit_id as "visitId", kind, at, message_id as "messageId", failure from visit_notices where visit_id = any($1::uuid[]) order by at`,
      [ids],
    );
  }
}

interface Owned {
  visitId: string;
}

/** Another visit's rows do not count; whose they are stays inside. */
const of = <T extends Owned>(rows: readonly T[], id: string): Omit<T, 'visitId'>[] =>
  rows
    .filter((row) => row.visitId === id)
    .map((row) => {
      const own: Omit<T, 'visitId'> & { visitId?: string } = { ...row };
      delete own.visitId;
      return own;
    });
