import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which document of the contract somebody signed on paper; what was accepted by its link names its proposal already. */
export class SignedDocuments1763903000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `alter table contract_files add constraint contract_files_whole unique (attachment_id, contract_id)`,
    );
    await db.query(`
      alter table contract_signatures
        add column file_id uuid,
        add constraint contract_signatures_file
          foreign key (file_id, contract_id) references contract_files (attachment_id, contract_id),
        add constraint contract_signatures_one_document check (way = 'paper' or file_id is null)`);
    await db.query(
      `create index contract_signatures_document on contract_signatures (file_id) where file_id is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
