import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signed a contract, and when; whoever accepted its proposal has signed it. */
export class ContractSignatures1763890200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table contract_signatures (
        id uuid primary key,
        contract_id uuid not null references contracts on delete cascade,
        side text not null check (side in ('customer', 'house')),
        way text not null check (way in ('link', 'paper')),
        name text not null,
        role text,
        signed_on date not null,
        proposal_id uuid,
        proposal_ref text,
        by_name text not null,
        at timestamptz not null,
        check ((way = 'link') = (proposal_id is not null))
      )`);
    await db.query(`create index contract_signatures_of on contract_signatures (contract_id, signed_on, id)`);
    await db.query(`
      insert into contract_signatures (id, contract_id, side, way, name, signed_on, proposal_id, proposal_ref, by_name, at)
      select gen_random_uuid(), p.contract_id, 'customer', 'link', p.accepted_name, p.accepted_at::date, p.id,
        'P-' || d.number || '-' || p.edition, p.accepted_name, p.accepted_at
      from proposals p join deals d on d.id = p.deal_id
      where p.contract_id is not null and p.accepted_name is not null and p.accepted_at is not null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
