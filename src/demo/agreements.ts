import { Dice } from './dice.js';
import { DAY, idAt } from './moments.js';
import { FIRST_NAMES, SURNAMES, type CompanySeed } from './names.js';
import { iso, type Rows } from './rows.js';

export const PACKAGES = {
  Bronze: { key: 'bronze', about: 'Atendimento digital em dias úteis.' },
  Prata: { key: 'silver', about: 'Resposta no mesmo dia útil; visita no dia seguinte.' },
  'Ouro 24/7': { key: 'gold-24-7', about: 'Mesa 24 horas, resposta em 30 minutos, técnico em 4 horas.' },
} as const;
export type PackageName = keyof typeof PACKAGES;

/** What kind of customer the firm's companies are. */
const SEGMENTS: Record<CompanySeed['has'], string> = {
  retail: 'iot-automation',
  guard: 'iot-automation',
  cold: 'iot-analytics',
  industry: 'iot-analytics',
  office: 'it-rental-long',
};

export function segmentOf({ has }: CompanySeed, index: number): string {
  if (index % 11 === 4) return 'it-rental-short';
  return index % 13 === 6 ? 'home-automation' : SEGMENTS[has];
}

/** The packages that the firm sells and the contract of each company. Its own dice: nothing else of the firm moves. */
export class Agreements {
  private readonly dice = new Dice('agreements');
  private readonly pens = new Dice('signatures');
  private readonly ids: Record<PackageName, string>;

  constructor(
    private readonly rows: Rows,
    now: number,
  ) {
    const at = now - 900 * DAY;
    const entries = Object.entries(PACKAGES).map(([name, { key, about }]) => {
      const id = idAt(at, this.dice);
      this.rows.add('packages', {
        id,
        key,
        name,
        about,
        fields: {},
        version: 1,
        created_at: iso(at),
        updated_at: iso(at),
      });
      return [name, id];
    });
    this.ids = Object.fromEntries(entries) as Record<PackageName, string>;
  }

  sign(companyId: string, createdAt: number, contract: { number: string; plan: PackageName; segment: string }): void {
    const rental = contract.segment.startsWith('it-rental');
    const id = idAt(createdAt, this.dice);
    this.rows.add('contracts', {
      id,
      number: contract.number,
      company_id: companyId,
      package_id: this.ids[contract.plan],
      kind: rental ? 'rental' : 'service',
      term: contract.segment === 'it-rental-short' ? 'short' : 'long',
      state: 'active',
      starts_on: iso(createdAt).slice(0, 10),
      ends_on: null,
      calendar_id: null,
      version: 1,
      created_at: iso(createdAt),
      updated_at: iso(createdAt),
    });
    const { pens } = this;
    for (const [side, name, role] of [
      ['customer', `${pens.pick(FIRST_NAMES)} ${pens.pick(SURNAMES)}`, pens.pick(['Diretoria', 'Compras', null])],
      ['house', 'Helena Sampaio', 'Diretora'],
    ]) {
      this.rows.add('contract_signatures', {
        id: idAt(createdAt, pens),
        contract_id: id,
        side,
        way: 'paper',
        name,
        role,
        signed_on: iso(createdAt).slice(0, 10),
        by_name: 'Duarte Nogueira',
        at: iso(createdAt),
      });
    }
  }
}
