import { Injectable } from '@nestjs/common';
import { EquipmentRegister } from '../../equipment/equipment-register.service.js';
import type { Owner } from '../../equipment/equipment.rules.js';
import type { Tx } from '../../platform/database/tx.js';
import type { GivenRow, JournalEntry, Scene } from './handler.js';
import { Names } from './names.service.js';
import { idCalled, RowHandler, type Found } from './row-handler.js';

const MODEL = 'select id from equipment_models where plain(name) = plain($1) order by active desc, id';
const PLACE = 'select id from equipment_locations where plain(name) = plain($1) order by active desc, id';
const SITE = 'select id from sites where company_id = $1 and plain(name) = plain($2) and deleted_at is null';

/** Units with their numbers: known by serial number or tag. They lie at a location, or stand at a customer's. */
@Injectable()
export class EquipmentHandler extends RowHandler {
  readonly kind = 'equipment';
  readonly target = 'equipment';
  readonly own = {
    table: 'equipment',
    column: 'equipment_id',
    parts: [['equipment_moves', 'equipment_id']],
  } as const;

  constructor(
    private readonly register: EquipmentRegister,
    private readonly names: Names,
  ) {
    super();
  }

  /** With the one move by which it came in. Whatever moved since then stays, and all that is known of it. */
  override async takeBack(tx: Tx, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
    const moved = await tx.query<{ id: string }>(
      `select distinct equipment_id as id from equipment_moves where equipment_id = any($1::uuid[]) and seq > 1
       union select with_id from equipment_moves where with_id = any($1::uuid[])`,
      [entries.map(({ id }) => id)],
    );
    const kept = new Map(moved.map(({ id }) => [id, 'equipment_moves']));
    await tx.query(`select set_config('frontdesk.taking_back', 'on', true)`);
    const others = await super.takeBack(
      tx,
      entries.filter(({ id }) => !kept.has(id)),
    );
    await tx.query(`select set_config('frontdesk.taking_back', '', true)`);
    return new Map([...kept, ...others]);
  }

  protected async find(db: Pick<Tx, 'query'>, { values }: GivenRow): Promise<Found> {
    const { serial, tag, company, site, location } = values as Record<string, string | undefined>;
    const modelId = await idCalled(db, MODEL, [values.model]);
    const found: Found = {
      knownId: null,
      errors: [],
      keys: [
        ...(serial ? [`serial ${serial.toLowerCase()} ${modelId}`] : []),
        ...(tag ? [`tag ${tag.toLowerCase()}`] : []),
      ],
    };
    if (!modelId) found.errors.push({ field: 'model', reason: 'unknown', value: String(values.model) });
    if (!location && !company) found.errors.push({ field: 'location', reason: 'missing' });
    if (location && !(await idCalled(db, PLACE, [location])))
      found.errors.push({ field: 'location', reason: 'unknown', value: location });
    const { ids, several } = await this.names.companiesCalled(db, company ? [company] : []);
    if (company && !ids.has(company)) found.errors.push({ field: 'company', reason: 'unknown', value: company });
    if (company && several.has(company)) found.errors.push({ field: 'company', reason: 'ambiguous', value: company });
    if (site && company && ids.has(company) && !(await idCalled(db, SITE, [ids.get(company), site]))) {
      found.errors.push({ field: 'site', reason: 'unknown', value: site });
    }
    if (serial && modelId) {
      found.knownId = await idCalled(db, 'select id from equipment where lower(serial) = lower($1) and model_id = $2', [
        serial,
        modelId,
      ]);
    }
    if (tag) found.knownId ??= await idCalled(db, 'select id from equipment where lower(tag) = lower($1)', [tag]);
    return found;
  }

  protected async make(tx: Tx, { values }: GivenRow, { actor }: Scene) {
    const { company, site, location } = values as Record<string, string | undefined>;
    const { ids } = await this.names.companiesCalled(tx, company ? [company] : []);
    const companyId = company ? ids.get(company) : undefined;
    const siteId = site && companyId ? ((await idCalled(tx, SITE, [companyId, site])) ?? undefined) : undefined;
    const id = await this.register.add(tx, actor, {
      modelId: (await idCalled(tx, MODEL, [values.model]))!,
      serial: values.serial as string | undefined,
      tag: values.tag as string | undefined,
      owner: values.owner as Owner | undefined,
      supplier: values.supplier as string | undefined,
      locationId: location ? (await idCalled(tx, PLACE, [location]))! : undefined,
      siteId: location ? undefined : siteId,
      companyId,
      notes: values.notes as string | undefined,
      warrantyUntil: values.warrantyUntil as string | undefined,
    });
    return { id, version: 1 };
  }
}
