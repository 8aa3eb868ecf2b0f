import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { User } from '../../identity/people/user.entity.js';
import { Organisation } from '../../identity/settings/organisation.entity.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { SkillsService } from '../skills/skills.service.js';
import { TerritoriesService } from '../territories/territories.service.js';
import type { NewTechnician, TechnicianChange, TechniciansQuery, TechnicianView } from './technician.dto.js';
import { Technician, USUAL_LIMITS, USUAL_REST } from './technician.entity.js';
import { hoursProblem, type WeekHours } from './week-hours.rules.js';

const OFFICE: WeekHours = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
    day,
    [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
  ]),
);

const COLUMNS = `
  t.id, t.user_id as "userId", u.name, t.active, t.timezone, t.base_address as "baseAddress", t.base_lat as "baseLat", t.base_lng as "baseLng",
  t.hours, t.calendar_id as "calendarId", t.vehicle, t.limits, t.rest, t.shares_position as "sharesPosition", t.version,
  (select coalesce(json_agg(json_build_object('skillId', s.id, 'name', s.name, 'level', ts.level, 'validUntil', ts.valid_until) order by lower(s.name)), '[]')
     from technician_skills ts join skills s on s.id = ts.skill_id where ts.technician_id = t.id) as skills,
  (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name) order by lower(x.name)), '[]')
     from technician_territories tt join territories x on x.id = tt.territory_id where tt.technician_id = t.id) as territories,
  (select coalesce(json_agg(json_build_object('id', a.id, 'from', to_json(a.starts_at), 'to', to_json(a.ends_at), 'reason', a.reason) order by a.starts_at), '[]')
     from technician_absences a where a.technician_id = t.id and a.ends_at > $1) as absences`;

/** Who can be sent. */
@Injectable()
export class TechniciansService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly skills: SkillsService,
    private readonly territories: TerritoriesService,
    private readonly audit: AuditService,
  ) {}

  async list({ skill, territory, active, limit, cursor }: TechniciansQuery): Promise<Page<TechnicianView>> {
    if (active !== undefined && active !== 'true' && active !== 'false')
      throw invalid('active', 'must be true or false');
    const after = decodeCursor(cursor, 2);
    const rows = await this.db.query<TechnicianView[]>(
      `select ${COLUMNS} from technicians t join users u on u.id = t.user_id
       where ($2::uuid is null or exists (select from technician_skills ts where ts.technician_id = t.id and ts.skill_id = $2))
         and ($3::uuid is null or exists (select from technician_territories tt where tt.technician_id = t.id and tt.territory_id = $3))
         and ($4::boolean is null or t.active = $4)
         and ($5::text is null or (lower(u.name), t.id::text) > (lower($5), $6))
       order by lower(u.name), t.id::text limit $7`,
      [
        this.clock.now(),
        skill ?? null,
        territory ?? null,
        active === undefined ? null : active === 'true',
        after ? String(after[0]) : null,
        after ? String(after[1]) : null,
        limit + 1,
      ],
    );
    return pageOf(rows, limit, (row) => [row.name, row.id], presentTechnician);
  }

  async one(id: string): Promise<TechnicianView> {
    const [row] = await this.db.query<TechnicianView[]>(
      `select ${COLUMNS} from technicians t join users u on u.id = t.user_id where t.id = $2`,
      [this.clock.now(), id],
    );
    if (!row) throw notFound('technician');
    return presentTechnician(row);
  }

  /** Everybody at work, or those of them who are named, for whoever plans. */
  async atWork(ids: readonly string[] | null = null, reader: Pick<Tx, 'query'> = this.db): Promise<TechnicianView[]> {
    const rows = await reader.query<TechnicianView>(
      `select ${COLUMNS} from technicians t join users u on u.id = t.user_id
       where t.active and u.active and ($2::uuid[] is null or t.id = any($2)) order by lower(u.name), t.id`,
      [new Date(this.clock.millis() - 60 * 86_400_000), ids],
    );
    return rows.map(presentTechnician);
  }

  create(actor: Actor, { userId, ...values }: NewTechnician): Promise<string> {
    return this.work.run(async (tx) => {
      await this.refuseUnknownCalendar(tx, values);
      const user = await tx.find(User, { id: userId });
      if (!user || !user.active) throw invalid('userId', 'there is no such user');
      const [taken] = await tx.query<{ id: string }>('select id from technicians where user_id = $1', [userId]);
      if (taken)
        throw conflict('already_technician', 'This person is a technician already.', { technicianId: taken.id });
      const now = this.clock.now();
      const row: Technician = {
        id: newId(),
        userId,
        active: true,
        timezone: values.timezone ?? (user.timeZone || (await tx.find(Organisation, { id: 1 }))!.timeZone),
        baseAddress: '',
        baseLat: null,
        baseLng: null,
        // Whoever is given a calendar and no own hours works by the calendar.
        hours: values.calendarId ? {} : OFFICE,
        calendarId: null,
        vehicle: null,
        limits: USUAL_LIMITS,
        rest: USUAL_REST,
        sharesPosition: false,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      this.fill(row, values);
      await tx.insert(Technician, row as never);
      await this.storeLists(tx, row.id, values);
      await this.audit.record(tx, { actor, action: 'technician.created', target: { kind: 'technician', id: row.id } });
      return row.id;
    });
  }

  change(actor: Actor, id: string, { version, active, ...values }: TechnicianChange): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await tx.lock(Technician, { id });
      if (!row) throw notFound('technician');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      await this.refuseUnknownCalendar(tx, values);
      this.fill(row, values);
      Object.assign(row, { active: active ?? row.active, version: row.version + 1, updatedAt: this.clock.now() });
      await tx.save(row);
      await this.storeLists(tx, id, values);
      await this.audit.record(tx, { actor, action: 'technician.changed', target: { kind: 'technician', id } });
    });
  }

  /** Held, so that nobody deletes it in the meantime. */
  private async refuseUnknownCalendar(tx: Tx, { calendarId }: TechnicianChange): Promise<void> {
    if (!calendarId) return;
    const [known] = await tx.query('select 1 from calendars where id = $1 and deleted_at is null for share', [
      calendarId,
    ]);
    if (!known) throw invalid('calendarId', 'there is no such calendar');
  }

  private fill(row: Technician, values: Omit<TechnicianChange, 'version' | 'active'>): void {
    if (values.hours !== undefined) {
      const problem = hoursProblem(values.hours);
      if (problem) throw invalid('hours', problem);
      row.hours = values.hours as WeekHours;
    }
    row.timezone = values.timezone ?? row.timezone;
    row.baseAddress = values.baseAddress ?? row.baseAddress;
    if (values.baseLat !== undefined) row.baseLat = values.baseLat;
    if (values.baseLng !== undefined) row.baseLng = values.baseLng;
    if ((row.baseLat === null) !== (row.baseLng === null))
      throw invalid('baseLat', 'latitude and longitude go together');
    if (values.calendarId !== undefined) row.calendarId = values.calendarId;
    if (values.vehicle !== undefined) row.vehicle = values.vehicle && { ...values.vehicle };
    if (values.limits) row.limits = { ...row.limits, ...given(values.limits) };
    if (values.rest) row.rest = { ...row.rest, ...given(values.rest) };
  }

  private async storeLists(tx: Tx, id: string, { skills, territoryIds }: TechnicianChange): Promise<void> {
    if (skills) {
      const ids = skills.map((skill) => skill.skillId);
      await this.skills.require(tx, ids, 'skills');
      if (new Set(ids).size < ids.length) throw invalid('skills', 'names a skill twice');
      await tx.query('delete from technician_skills where technician_id = $1', [id]);
      await tx.query(
        `insert into technician_skills (technician_id, skill_id, level, valid_until)
         select $1, skill, level, until from unnest($2::uuid[], $3::smallint[], $4::date[]) as s(skill, level, until)`,
        [id, ids, skills.map((skill) => skill.level), skills.map((skill) => skill.validUntil ?? null)],
      );
    }
    if (territoryIds) {
      await this.territories.require(tx, territoryIds, 'territoryIds');
      await tx.query('delete from technician_territories where technician_id = $1', [id]);
      await tx.query(
        'insert into technician_territories (technician_id, territory_id) select $1, x from unnest($2::uuid[]) x',
        [id, [...new Set(territoryIds)]],
      );
    }
  }
}

/** JSON from the database gives moments as text. */
function presentTechnician(row: TechnicianView): TechnicianView {
  return {
    ...row,
    absences: row.absences.map((one) => ({ ...one, from: new Date(one.from), to: new Date(one.to) })),
  };
}

const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
