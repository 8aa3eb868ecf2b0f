import { Injectable } from '@nestjs/common';
import { cleaned } from '../customers/identity.rules.js';
import { anywhere } from '../customers/search.rules.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Reading } from '../platform/database/reading.js';
import type { Tx } from '../platform/database/tx.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { notFound, Refusal } from '../platform/http/refusal.js';
import type { EquipmentQuery, EquipmentView, WholeEquipment } from './equipment.dto.js';
import { movesOf } from './equipment.rules.js';
import { SELECT_RESERVATIONS, selectUnits, stateOf, todayAt } from './equipment.sql.js';

const CODE = /^[\w-]{22}$/;
const SCANNED = /\/e\/([\w-]{22})(?:[/?#]|$)/;

export interface NamedUnit {
  id: string;
  tag: string;
  serial: string | null;
  /** Maker and name of its model. */
  name: string;
  companyId: string | null;
}

type WholeRow = EquipmentView & Pick<WholeEquipment, 'notes' | 'warrantyUntil' | 'createdAt'> & { code: string };

/** Units, as whoever may see them reads them. */
@Injectable()
export class EquipmentService {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async list(query: EquipmentQuery): Promise<Page<EquipmentView>> {
    const parameters: unknown[] = [query.limit + 1, this.clock.now()];
    const where = conditions(query, parameters);
    const after = decodeCursor(query.cursor, 1);
    if (after) where.push(`e.id < $${parameters.push(String(after[0]))}::uuid`);
    // What is looked for may be rare or everywhere; what belongs to a customer is a few rows.
    const read = query.q ? 'queryPlanned' : 'query';
    const rows = await this.reading[read]<EquipmentView>(
      `${selectUnits(todayAt('$2'))} where ${where.join(' and ')} order by e.id desc limit $1`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Of those that exist, in the order of their tags. */
  async among(ids: readonly string[]): Promise<(EquipmentView & { link: string })[]> {
    const rows = await this.reading.query<EquipmentView & { code: string }>(
      `${selectUnits(todayAt('$2'), ', e.code')} where e.id = any($1::uuid[]) order by upper(e.tag)`,
      [ids, this.clock.now()],
    );
    return rows.map(({ code, ...row }) => ({ ...row, link: this.link(code) }));
  }

  async one(id: string): Promise<WholeEquipment> {
    const now = this.clock.now();
    const [[row], parts, software, reservations] = await Promise.all([
      this.reading.query<WholeRow>(
        `${selectUnits(todayAt('$2'), `, e.code, e.notes, e.warranty_until::text as "warrantyUntil", e.created_at as "createdAt"`)}
         where e.id = $1`,
        [id, now],
      ),
      this.parts(id),
      this.reading.query<WholeEquipment['software'][number]>(
        `select name, version, noted_at as "notedAt" from equipment_software where equipment_id = $1 order by lower(name)`,
        [id],
      ),
      this.reading.query<WholeEquipment['reservations'][number]>(
        `${SELECT_RESERVATIONS} where r.equipment_id = $1 and r.state in ('open', 'used') order by lower(r.during), r.id limit 100`,
        [id],
      ),
    ]);
    if (!row) throw notFound('unit');
    const { code, ...unit } = row;
    const moves = movesOf({ state: unit.state, builtIn: unit.parent !== null });
    return { ...unit, link: this.link(code), parts, software, reservations, moves };
  }

  /** By what its QR code says. */
  async byCode(code: string): Promise<WholeEquipment> {
    const [row] = CODE.test(code)
      ? await this.reading.query<{ id: string }>('select id from equipment where code = $1', [code])
      : [];
    if (!row) throw notFound('unit');
    return this.one(row.id);
  }

  /** What anybody may read who holds the thing in their hands. */
  async label(code: string): Promise<{ id: string; tag: string; model: string } | undefined> {
    if (!CODE.test(code)) return undefined;
    const [row] = await this.reading.query<{ id: string; tag: string; model: string }>(
      `select e.id, e.tag, m.maker || ' ' || m.name as model from equipment e join equipment_models m on m.id = e.model_id
       where e.code = $1`,
      [code],
    );
    return row;
  }

  /** What somebody typed or scanned: a tag, a serial number, or what a QR code says. */
  async named(tx: Tx, text: string, path: string): Promise<NamedUnit> {
    const wanted = cleaned(text);
    const code = SCANNED.exec(wanted)?.[1] ?? '';
    const rows = await tx.query<NamedUnit>(
      `select e.id, e.tag, e.serial, m.maker || ' ' || m.name as name, e.company_id as "companyId"
       from equipment e join equipment_models m on m.id = e.model_id where e.id in (
         select id from equipment where code = $2
         union select id from equipment where upper(tag) = upper($1)
         union select id from equipment where upper(serial) = upper($1)) limit 2`,
      [wanted, code],
    );
    if (rows.length === 0) throw unknownUnit(path, 'there is no unit with this tag or serial number');
    if (rows.length > 1) throw unknownUnit(path, 'several units have this number; give the tag');
    return rows[0]!;
  }

  private parts(id: string): Promise<WholeEquipment['parts']> {
    return this.reading.query(
      `with recursive inside as (
         select e.*, 1 as depth, upper(e.tag) as path from equipment e where e.parent_id = $1
         union all select e.*, i.depth + 1, i.path || '/' || upper(e.tag) from equipment e join inside i on e.parent_id = i.id)
       select i.id, i.tag, m.maker || ' ' || m.name as name, i.serial, i.parent_id as "parentId", i.depth
       from inside i join equipment_models m on m.id = i.model_id order by i.path limit 500`,
      [id],
    );
  }

  private link(code: string): string {
    return `${this.config.publicUrl}/e/${code}`;
  }
}

/** A code of its own: whoever works without a network is told in their words what was wrong. */
const unknownUnit = (path: string, message: string): Refusal =>
  new Refusal('unknown_unit', 422, 'No single unit is meant by this.', { errors: [{ path, message }] });

function conditions(query: EquipmentQuery, parameters: unknown[]): string[] {
  const $ = (value: unknown): string => `$${parameters.push(value)}`;
  const where = ['true'];
  const text = cleaned(query.q ?? '');
  const code = SCANNED.exec(text)?.[1];
  if (code) where.push(`e.code = ${$(code)}`);
  else if (text) {
    const piece = $(anywhere(text));
    where.push(`e.id in (
      select id from equipment where upper(tag) || ' ' || coalesce(upper(serial), '') like upper(${piece})
      union select u.id from equipment u join equipment_models um on um.id = u.model_id
        where plain(um.maker || ' ' || um.name || ' ' || um.kind) like plain(${piece}))`);
  }
  if (query.company) where.push(`e.company_id = ${$(query.company)}`);
  if (query.site) where.push(`e.site_id = ${$(query.site)}`);
  if (query.location) where.push(`e.location_id = ${$(query.location)}`);
  if (query.contract) where.push(`e.contract_id = ${$(query.contract)}`);
  if (query.model) where.push(`e.model_id = ${$(query.model)}`);
  if (query.kind) where.push(`m.kind = ${$(cleaned(query.kind).toLowerCase())}`);
  if (query.family) where.push(`m.family = ${$(query.family)}`);
  if (query.owner) where.push(`e.owner = ${$(query.owner)}`);
  if (query.supplier) where.push(`lower(e.supplier) = lower(${$(cleaned(query.supplier))})`);
  if (query.standing) where.push('e.parent_id is null');
  if (query.state) where.push(`${stateOf(todayAt('$2'))} = ${$(query.state)}`);
  return where;
}
