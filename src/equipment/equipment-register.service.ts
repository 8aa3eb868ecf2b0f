import { Injectable } from '@nestjs/common';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { randomToken } from '../platform/crypto/tokens.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { EquipmentPlaces } from './equipment-places.js';
import { EquipmentWriter } from './equipment-writer.js';
import type { EquipmentChange, NewEquipment, SoftwareList } from './equipment.dto.js';
import { Equipment } from './equipment.entity.js';
import { ModelsService, wordIn } from './models.service.js';
import { isDay } from '../platform/days.rules.js';

/** 132 random bits: short enough for a small label, and nobody finds one by trying. */
const CODE_LENGTH = 22;

/** Adds units and keeps what is known of them. Where they go is a matter of moves. */
@Injectable()
export class EquipmentRegister {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly models: ModelsService,
    private readonly places: EquipmentPlaces,
    private readonly writer: EquipmentWriter,
    private readonly audit: AuditService,
  ) {}

  create(actor: Actor, fresh: NewEquipment): Promise<string> {
    refuseDay(fresh.warrantyUntil);
    return this.work
      .run(async (tx) => {
        const id = await this.add(tx, actor, fresh);
        await this.audit.record(tx, { actor, action: 'equipment.created', target: { kind: 'equipment', id } });
        return id;
      })
      .catch(refuseTaken);
  }

  /** For whoever adds many in a transaction of their own. They keep the audit. */
  async add(tx: Tx, actor: Actor, fresh: NewEquipment): Promise<string> {
    refuseDay(fresh.warrantyUntil);
    const now = this.clock.now();
    await this.models.require(tx, fresh.modelId, 'modelId');
    const place = await this.firstPlace(tx, fresh);
    const unit: Equipment = {
      id: newId(),
      modelId: fresh.modelId,
      serial: fresh.serial ? wordIn('serial', fresh.serial) : null,
      tag: fresh.tag ?? (await this.nextTag(tx)),
      code: randomToken().slice(0, CODE_LENGTH),
      parentId: null,
      owner: fresh.owner ?? 'ours',
      supplier: fresh.supplier ? wordIn('supplier', fresh.supplier) : null,
      ...place,
      contractId: fresh.contractId ?? null,
      notes: fresh.notes ?? null,
      warrantyUntil: fresh.warrantyUntil ?? null,
      moveSeq: 1,
      movedAt: now,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    refuseOwner(unit);
    await this.writer.begin(tx, actor, unit);
    return unit.id;
  }

  private async firstPlace(
    tx: Tx,
    { locationId, siteId, companyId, owner }: NewEquipment,
  ): Promise<Pick<Equipment, 'state' | 'locationId' | 'siteId' | 'companyId'>> {
    if (locationId && siteId) throw invalid('siteId', 'it lies at a location or stands at a site, not both');
    if (locationId) {
      await this.places.location(tx, locationId);
      if (companyId) await this.places.customer(tx, { companyId });
      // What is ours and lies with us is nobody else's.
      return {
        state: 'in_stock',
        locationId,
        siteId: null,
        companyId: owner === 'customer' ? (companyId ?? null) : null,
      };
    }
    const at = await this.places.customer(tx, { siteId, companyId });
    return { state: 'installed', locationId: null, ...at };
  }

  async change(actor: Actor, id: string, { version, ...change }: EquipmentChange): Promise<void> {
    refuseDay(change.warrantyUntil);
    await this.work
      .run(async (tx) => {
        const { unit } = await this.writer.hold(tx, id, version);
        if (change.serial !== undefined) unit.serial = change.serial === null ? null : wordIn('serial', change.serial);
        if (change.tag !== undefined) unit.tag = change.tag;
        if (change.owner !== undefined) unit.owner = change.owner;
        if (change.supplier !== undefined) {
          unit.supplier = change.supplier === null ? null : wordIn('supplier', change.supplier);
        }
        if (change.contractId !== undefined) unit.contractId = change.contractId;
        if (change.notes !== undefined) unit.notes = change.notes;
        if (change.warrantyUntil !== undefined) unit.warrantyUntil = change.warrantyUntil;
        refuseOwner(unit);
        await this.store(tx, unit);
        const data = { fields: Object.keys(change).filter((key) => change[key as keyof typeof change] !== undefined) };
        await this.audit.record(tx, { actor, action: 'equipment.changed', target: { kind: 'equipment', id }, data });
      })
      .catch(refuseTaken);
  }

  /** What stays as it was keeps the day on which it was first seen. */
  async noteSoftware(id: string, { items }: SoftwareList): Promise<void> {
    const names = items.map((item, index) => wordIn(`items[${index}].name`, item.name));
    const versions = items.map((item, index) => wordIn(`items[${index}].version`, item.version));
    const twice = names.findIndex((name, at) => names.findIndex((one) => same(one, name)) !== at);
    if (twice !== -1) throw invalid(`items[${twice}].name`, 'stands in the list twice');
    await this.work.run(async (tx) => {
      const { unit } = await this.writer.hold(tx, id);
      await tx.query(
        `delete from equipment_software where equipment_id = $1 and lower(name) <> all(select lower(n) from unnest($2::text[]) n)`,
        [id, names],
      );
      await tx.query(
        `insert into equipment_software (equipment_id, name, version, noted_at)
         select distinct on (lower(name)) $1::uuid, name, version, $4::timestamptz
         from unnest($2::text[], $3::text[]) as s(name, version)
         on conflict (equipment_id, lower(name)) do update set name = excluded.name, version = excluded.version,
           noted_at = case when equipment_software.version = excluded.version then equipment_software.noted_at else excluded.noted_at end`,
        [id, names, versions, this.clock.now()],
      );
      await this.store(tx, unit);
    });
  }

  private async store(tx: Tx, unit: Equipment): Promise<void> {
    Object.assign(unit, { version: unit.version + 1, updatedAt: this.clock.now() });
    await tx.manager.update(Equipment, { id: unit.id }, unit);
    tx.emit('equipment.changed', { equipmentId: unit.id });
  }

  private async nextTag(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ n: string }>(`select nextval('equipment_tags') as n`);
    return `EQ-${row!.n}`;
  }
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function refuseDay(day: string | null | undefined): void {
  if (day && !isDay(day)) throw invalid('warrantyUntil', 'is no day of the calendar');
}

function refuseOwner({ owner, companyId, contractId }: Equipment): void {
  if (owner === 'customer' && !companyId) throw invalid('companyId', 'must say whose it is');
  if (contractId && !companyId) throw invalid('contractId', 'nobody has it, so it stands under no contract');
}

export function refuseTaken(error: unknown): never {
  const constraint = (error as { driverError?: { constraint?: string } }).driverError?.constraint;
  if (constraint === 'equipment_tag') throw conflict('tag_taken', 'Another unit has this tag.');
  if (constraint === 'equipment_serial') throw conflict('serial_taken', 'Another unit of this model has this number.');
  if (constraint?.startsWith('equipment_contract_id')) {
    throw invalid('contractId', 'the company that has it has no such contract');
  }
  throw error;
}
