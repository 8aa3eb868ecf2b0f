import type { INestApplication } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Move, StoredState } from '../equipment/equipment.rules.js';
import { Dice } from './dice.js';
import { CATALOGUE, FITS, LOCATIONS, SUPPLIERS, type ModelKey, type ModelSeed } from './equipment-catalogue.js';
import { FIRM } from './firm.js';
import { DAY, HOUR, idAt } from './moments.js';

/** Those that tickets of today name; the rest stands at customers', lies in stock, rides in vans. */
const TICKETED = 40;
const AT_CUSTOMERS = 52;
const IN_STOCK = 44;

interface Company {
  id: string;
  segment: string | null;
  contractId: string | null;
  siteIds: string[];
}

interface Place {
  state: StoredState;
  locationId?: string;
  siteId?: string;
  companyId?: string;
  contractId?: string | null;
}

interface Unit extends Place {
  id: string;
  seq: number;
}

/** The firm's devices: models, store rooms and vans, units with their histories, and who wants them next. */
export async function seedEquipment(app: INestApplication, now: number): Promise<void> {
  await app.get(Work, { strict: false }).run(async (tx) => new EquipmentScene(tx, new Dice('equipment'), now).play());
}

class EquipmentScene {
  private readonly models = new Map<ModelKey, string>();
  private readonly locations = new Map<string, string>();
  private vans: { id: string; name: string }[] = [];
  private counters = new Map<string, number>();
  private readonly tags = new Set<string>();

  constructor(
    private readonly tx: Tx,
    private readonly dice: Dice,
    private readonly now: number,
  ) {}

  async play(): Promise<void> {
    await this.addCatalogue();
    await this.addLocations();
    const companies = await this.companies();
    await this.namedByTickets(companies);
    const placed = await this.atCustomers(companies);
    await this.inStock(companies);
    await this.elsewhere(placed);
    await this.tx.query(`select setval('equipment_tags', 2000)`);
  }

  private async addCatalogue(): Promise<void> {
    const at = this.now - 800 * DAY;
    for (const [key, model] of Object.entries(CATALOGUE) as [ModelKey, ModelSeed][]) {
      const id = idAt(at, this.dice);
      this.models.set(key, id);
      await this.tx.query(
        `insert into equipment_models (id, maker, name, kind, family, part, about, active, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
        [
          id,
          model.maker,
          model.name,
          model.kind,
          model.family,
          model.part ?? false,
          model.about ?? null,
          !model.gone,
          new Date(at),
        ],
      );
    }
    for (const [key, { substitutes = [] }] of Object.entries(CATALOGUE) as [ModelKey, ModelSeed][]) {
      for (const [place, other] of substitutes.entries()) {
        await this.tx.query('insert into equipment_substitutes (model_id, substitute_id, place) values ($1, $2, $3)', [
          this.models.get(key),
          this.models.get(other),
          place,
        ]);
      }
    }
  }

  private async addLocations(): Promise<void> {
    const at = new Date(this.now - 800 * DAY);
    const technicians = await this.tx.query<{ id: string; name: string }>(
      'select u.id, u.name from technicians w join users u on u.id = w.user_id order by u.name',
    );
    const vans = technicians.map(({ id, name }) => ({ name: `Van ${name.split(' ')[0]}`, kind: 'van', userId: id }));
    for (const one of [...LOCATIONS, ...vans] as { name: string; kind: string; address?: string; userId?: string }[]) {
      const id = idAt(at.getTime(), this.dice);
      this.locations.set(one.name, id);
      if (one.kind === 'van') this.vans.push({ id, name: one.name });
      await this.tx.query(
        `insert into equipment_locations (id, name, kind, user_id, address, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6)`,
        [id, one.name, one.kind, one.userId ?? null, one.address ?? null, at],
      );
    }
  }

  private companies(): Promise<Company[]> {
    return this.tx.query<Company>(
      `select c.id, c.segment, (select id from contracts where company_id = c.id and state = 'active' order by id limit 1) as "contractId",
         array(select id from sites where company_id = c.id and deleted_at is null order by id) as "siteIds"
       from companies c where exists (select 1 from sites where company_id = c.id) order by c.id`,
    );
  }

  /** What customers write about stands where they say, under the number that they read from it. */
  private async namedByTickets(companies: readonly Company[]): Promise<void> {
    const rows = await this.tx.query<{ id: string; companyId: string; tag: string; siteId: string }>(
      `select t.id, t.company_id as "companyId", t.fields ->> 'equipment' as tag, s.id as "siteId" from tickets t
       cross join lateral (select id from sites where company_id = t.company_id and name = t.fields ->> 'site' order by id limit 1) s
       where t.fields ->> 'equipment' is not null order by t.category in ('solved', 'closed'), t.number desc limit ${TICKETED}`,
    );
    for (const { id, companyId, tag, siteId } of rows) {
      if (this.tags.has(tag)) continue;
      const company = companies.find((one) => one.id === companyId);
      const key = tag.startsWith('CAM') ? 'camera' : tag.startsWith('GW') ? 'gateway' : 'router';
      const unit = await this.add(this.dice.chance(0.2) && key === 'router' ? 'oldRouter' : key, tag);
      await this.install(unit, { companyId, siteId, contractId: company?.contractId ?? null });
      await this.tx.query(
        'insert into ticket_equipment (ticket_id, equipment_id, at) select $1, $2, created_at from tickets where id = $1',
        [id, unit.id],
      );
    }
  }

  /** Returns those that stand alone and are not the customer's own. */
  private async atCustomers(companies: readonly Company[]): Promise<Unit[]> {
    const placed: Unit[] = [];
    for (let n = 0; n < AT_CUSTOMERS; n += 1) {
      const company = companies[n % companies.length]!;
      const key = this.dice.pick(FITS[company.segment ?? ''] ?? FITS['it-rental-long']!);
      const own = this.dice.chance(0.12);
      const unit = await this.add(key, undefined, own ? company.id : undefined);
      await this.install(unit, {
        companyId: company.id,
        siteId: this.dice.pick(company.siteIds),
        contractId: company.contractId,
      });
      if (key === 'server') await this.buildIn(unit, ['disk', 'disk']);
      else if (key === 'gateway') await this.buildIn(unit, ['modem']);
      else if (!own) placed.push(unit);
    }
    return placed;
  }

  private async inStock(companies: readonly Company[]): Promise<void> {
    const keys = (Object.keys(CATALOGUE) as ModelKey[]).filter((key) => !CATALOGUE[key].gone && key !== 'lteBackup');
    const places = [...LOCATIONS.map(({ name }) => this.locations.get(name)!), ...this.vans.map(({ id }) => id)];
    for (let n = 0; n < IN_STOCK; n += 1) {
      const unit = await this.add(keys[n % keys.length]!);
      const to = this.dice.weighted(
        places.map((id, at) => [id, at === 0 ? 14 : at < LOCATIONS.length ? 4 : 2] as const),
      );
      if (to !== unit.locationId) await this.move(unit, 'transfer', { state: 'in_stock', locationId: to });
      if (CATALOGUE[keys[n % keys.length]!].part || n % 3 !== 0) continue;
      // Today, next week, next month: short rentals for fairs and moves.
      const starts = [-2, 6, 12, 25, 40][Math.floor(n / 3) % 5]!;
      await this.reserve(unit, this.dice.pick(companies), starts, starts + this.dice.between(4, 20));
    }
  }

  private async elsewhere(placed: readonly Unit[]): Promise<void> {
    const [broken, waiting, gone, lost, ...rest] = placed.slice(-8);
    await this.move(
      broken!,
      'repair',
      { state: 'in_repair', locationId: this.locations.get(LOCATIONS[2]!.name)! },
      'Não liga mais',
    );
    await this.move(waiting!, 'send', { state: 'in_transit' }, 'Transportadora, chega amanhã');
    await this.move(gone!, 'repair', { state: 'in_repair' }, 'Queimado por descarga elétrica');
    await this.move(gone!, 'retire', { state: 'retired' }, 'Conserto mais caro do que um novo');
    await this.move(lost!, 'lose', { state: 'lost' }, 'Não estava no local na retirada');
    for (const unit of rest.slice(0, 2)) {
      await this.move(
        unit,
        'return',
        { state: 'in_stock', locationId: this.locations.get(LOCATIONS[0]!.name)! },
        'Fim da locação',
      );
    }
  }

  /** Bought some time ago and received in the first store room; its history begins there. */
  private async add(key: ModelKey, tag?: string, ownerCompany?: string): Promise<Unit> {
    const model = CATALOGUE[key];
    const at = this.now - this.dice.between(100, 700) * DAY;
    const locationId = this.locations.get(LOCATIONS[0]!.name)!;
    const unit: Unit = { id: idAt(at, this.dice), seq: 1, state: 'in_stock', locationId, companyId: ownerCompany };
    const given = tag ?? this.nextTag(model.prefix);
    this.tags.add(given);
    const owner = ownerCompany ? 'customer' : this.dice.chance(0.1) ? 'supplier' : 'ours';
    await this.tx.query(
      `insert into equipment (id, model_id, serial, tag, code, owner, supplier, state, location_id, company_id, warranty_until,
         move_seq, moved_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'in_stock', $8, $9, $10, 1, $11, $11, $11)`,
      [
        unit.id,
        this.models.get(key),
        `${model.prefix}${Buffer.from(this.dice.bytes(4)).toString('hex').toUpperCase()}`,
        given,
        Buffer.from(this.dice.bytes(17)).toString('base64url').slice(0, 22),
        owner,
        ownerCompany ? null : (SUPPLIERS[model.maker] ?? null),
        locationId,
        ownerCompany ?? null,
        new Date(at + 730 * DAY).toISOString().slice(0, 10),
        new Date(at),
      ],
    );
    await this.record(unit, 'register', null, at);
    for (const [name, versions] of Object.entries(model.software ?? {})) {
      await this.tx.query(
        'insert into equipment_software (equipment_id, name, version, noted_at) values ($1, $2, $3, $4)',
        [unit.id, name, this.dice.pick(versions), new Date(at + 5 * DAY)],
      );
    }
    return unit;
  }

  private install(unit: Unit, at: { companyId: string; siteId: string; contractId: string | null }): Promise<void> {
    return this.move(unit, 'install', { state: 'installed', ...at }, undefined, this.dice.between(20, 95));
  }

  private async buildIn(whole: Unit, keys: readonly ModelKey[]): Promise<void> {
    for (const key of keys) {
      const part = await this.add(key);
      const { state, siteId, companyId, contractId } = whole;
      await this.move(part, 'build_in', { state, siteId, companyId, contractId }, undefined, 15, whole.id);
      await this.tx.query('update equipment set parent_id = $2 where id = $1', [part.id, whole.id]);
    }
  }

  private async move(
    unit: Unit,
    move: Move,
    to: Place,
    reason?: string,
    daysAgo?: number,
    withId?: string,
  ): Promise<void> {
    const at = this.now - (daysAgo ?? this.dice.between(1, 14)) * DAY - this.dice.between(1, 9) * HOUR;
    const { state, locationId, siteId, companyId } = unit;
    unit.seq += 1;
    Object.assign(unit, { locationId: undefined, siteId: undefined, companyId: undefined, contractId: undefined }, to);
    await this.record(unit, move, { state, locationId, siteId, companyId }, at, reason, withId);
    await this.tx.query(
      `update equipment set state = $2, location_id = $3, site_id = $4,
         company_id = case when owner = 'customer' then company_id else $5::uuid end,
         contract_id = $6, move_seq = $7, moved_at = $8, version = version + 1, updated_at = $8 where id = $1`,
      [
        unit.id,
        unit.state,
        unit.locationId ?? null,
        unit.siteId ?? null,
        unit.companyId ?? null,
        unit.contractId ?? null,
        unit.seq,
        new Date(at),
      ],
    );
  }

  private async record(
    unit: Unit,
    action: Move | 'register',
    from: Place | null,
    at: number,
    reason?: string,
    withId?: string,
  ): Promise<void> {
    await this.tx.query(
      `insert into equipment_moves (equipment_id, seq, id, action, from_state, from_location_id, from_site_id, from_company_id,
         to_state, to_location_id, to_site_id, to_company_id, contract_id, with_id, reason, actor_kind, actor_name, at, told_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'system', $16, $17, $17)`,
      [
        unit.id,
        unit.seq,
        idAt(at, this.dice),
        action,
        from?.state ?? null,
        from?.locationId ?? null,
        from?.siteId ?? null,
        from?.companyId ?? null,
        unit.state,
        unit.locationId ?? null,
        unit.siteId ?? null,
        unit.companyId ?? null,
        unit.contractId ?? null,
        withId ?? null,
        reason ?? null,
        FIRM.name,
        new Date(at),
      ],
    );
  }

  private async reserve(unit: Unit, company: Company, from: number, until: number): Promise<void> {
    const made = this.now - this.dice.between(3, 10) * DAY;
    const day = (days: number): string => new Date(this.now + days * DAY).toISOString().slice(0, 10);
    await this.tx.query(
      `insert into equipment_reservations (id, equipment_id, company_id, contract_id, during, note, made_by, made_by_name, created_at)
       select $1, $2, $3, $4, daterange($5::date, $6::date, '[]'), $7, u.id, u.name, $8 from users u where u.email = $9`,
      [
        idAt(made, this.dice),
        unit.id,
        company.id,
        company.contractId,
        day(from),
        day(until),
        this.dice.pick([null, 'Feira no Expo Center Norte', 'Mudança de loja', 'Reforço de fim de ano']),
        new Date(made),
        `duarte@${FIRM.domain}`,
      ],
    );
  }

  private nextTag(prefix: string): string {
    for (;;) {
      const n = (this.counters.get(prefix) ?? 1_100) + 1;
      this.counters.set(prefix, n);
      if (!this.tags.has(`${prefix}-${n}`)) return `${prefix}-${n}`;
    }
  }
}
