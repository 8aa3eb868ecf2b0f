import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ContractsService } from '../../contracts/contracts.service.js';
import type { Attachment } from '../../conversations/attachment.entity.js';
import { AttachmentsService, type UploadedFile } from '../../conversations/attachments.service.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound } from '../../platform/http/refusal.js';

interface FileRow {
  id: string;
  name: string;
  type: string;
  size: number;
  by: string;
  at: Date;
}

/** What was signed, and whatever else belongs to a contract on paper. */
@Injectable()
export class ContractFiles {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly contracts: ContractsService,
    private readonly attachments: AttachmentsService,
    private readonly audit: AuditService,
  ) {}

  async list(contractId: string): Promise<FileRow[]> {
    await this.contracts.one(contractId);
    return this.db.query<FileRow[]>(
      `select a.id, a.name, a.type, a.size::float8 as size, f.by_name as by, f.at from contract_files f
       join attachments a on a.id = f.attachment_id where f.contract_id = $1 order by f.at desc, a.id desc limit 200`,
      [contractId],
    );
  }

  async add(actor: Actor, contractId: string, upload: UploadedFile): Promise<void> {
    await this.contracts.one(contractId);
    const file = await this.attachments.keep(`kept:contract:${contractId}`, upload);
    await this.work.run(async (tx) => {
      await tx.query('insert into contract_files (attachment_id, contract_id, by_name, at) values ($1, $2, $3, $4)', [
        file.id,
        contractId,
        actor.name,
        this.clock.now(),
      ]);
      const target = { kind: 'contract', id: contractId };
      await this.audit.record(tx, { actor, action: 'contract.file-added', target, data: { fileId: file.id } });
    });
  }

  async open(contractId: string, fileId: string): Promise<{ file: Attachment; stream: Readable }> {
    const [known] = await this.db.query<object[]>(
      'select 1 from contract_files where contract_id = $1 and attachment_id = $2',
      [contractId, fileId],
    );
    const file = known && (await this.attachments.find(fileId));
    if (!file) throw notFound('file');
    return { file, stream: await this.attachments.stream(file) };
  }

  remove(actor: Actor, contractId: string, fileId: string): Promise<void> {
    return this.work.run(async (tx) => {
      // Locked first, so that nobody says meanwhile that it was signed.
      await tx.query('select 1 from contract_files where contract_id = $1 and attachment_id = $2 for update', [
        contractId,
        fileId,
      ]);
      const [signed] = await tx.query('select 1 from contract_signatures where contract_id = $1 and file_id = $2', [
        contractId,
        fileId,
      ]);
      if (signed) throw conflict('file_signed', 'A signature leads to this document.');
      const [gone] = await tx.query(
        'delete from contract_files where contract_id = $1 and attachment_id = $2 returning 1',
        [contractId, fileId],
      );
      if (!gone) throw notFound('file');
      // Nobody's any more: it is forgotten like an upload that was never sent.
      await tx.query(`update attachments set owner = 'gone' where id = $1`, [fileId]);
      const target = { kind: 'contract', id: contractId };
      await this.audit.record(tx, { actor, action: 'contract.file-removed', target, data: { fileId } });
    });
  }
}
