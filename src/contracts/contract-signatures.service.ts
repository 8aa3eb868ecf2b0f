import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { isDay } from '../platform/days.rules.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { ContractHistoryService } from './contract-history.service.js';
import type { NewSignature, SignatureView } from './contract-signature.dto.js';
import { Contract } from './contract.entity.js';
import { ContractsService } from './contracts.service.js';

/** What was signed by accepting it. */
export interface SignedProposal {
  id: string;
  ref: string;
}

interface SignatureRow {
  way: string;
  name: string;
  side: string;
}

/** Who signed a contract, and when: by the link of its proposal, or on a paper that somebody wrote down here. */
@Injectable()
export class ContractSignatures {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly contracts: ContractsService,
    private readonly history: ContractHistoryService,
    private readonly audit: AuditService,
  ) {}

  async list(contractId: string): Promise<SignatureView[]> {
    await this.contracts.one(contractId);
    return this.db.query<SignatureView[]>(
      `select s.id, s.side, s.way, s.name, s.role, s.signed_on::text as "signedOn", s.proposal_id as "proposalId",
         s.proposal_ref as "proposalRef", s.by_name as by, s.at,
         case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as file
       from contract_signatures s left join attachments a on a.id = s.file_id
       where s.contract_id = $1 order by s.signed_on, s.id limit 200`,
      [contractId],
    );
  }

  async add(actor: Actor, contractId: string, signature: NewSignature): Promise<void> {
    if (!isDay(signature.signedOn)) throw invalid('signedOn', 'is no day of the calendar');
    if (!signature.name.trim()) throw invalid('name', 'says who signed');
    await this.work.run(async (tx) => {
      if (!(await tx.lock(Contract, { id: contractId }))) throw notFound('contract');
      if (signature.fileId) await this.mustBelong(tx, contractId, signature.fileId);
      await this.write(tx, actor, contractId, signature, null);
      const target = { kind: 'contract', id: contractId };
      await this.audit.record(tx, { actor, action: 'contract.signed', target, data: { side: signature.side } });
    });
  }

  /** For who concludes it in a transaction of their own. They keep the audit. */
  async write(
    tx: Tx,
    actor: Actor,
    contractId: string,
    { side, name, role, signedOn, fileId }: NewSignature,
    proposal: SignedProposal | null,
  ): Promise<void> {
    const who = name.trim();
    await tx.query(
      `insert into contract_signatures
         (id, contract_id, side, way, name, role, signed_on, proposal_id, proposal_ref, file_id, by_name, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        newId(),
        contractId,
        side,
        proposal ? 'link' : 'paper',
        who,
        role?.trim() || null,
        signedOn,
        proposal?.id ?? null,
        proposal?.ref ?? null,
        fileId ?? null,
        actor.name,
        this.clock.now(),
      ],
    );
    await this.history.add(tx, actor, contractId, 'signed', { side, name: who, on: signedOn });
  }

  /** Which document was signed on paper, known only once it was scanned. */
  async setDocument(actor: Actor, contractId: string, id: string, fileId: string | null): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.hold(tx, contractId, id);
      if (row.way === 'link') throw conflict('signed_by_link', 'What was accepted by its link is its proposal.');
      if (fileId) await this.mustBelong(tx, contractId, fileId);
      await tx.query('update contract_signatures set file_id = $2 where id = $1', [id, fileId]);
      const target = { kind: 'contract', id: contractId };
      await this.audit.record(tx, { actor, action: 'contract.signed-document', target, data: { fileId } });
    });
  }

  /** Written down by mistake. What was accepted by its link was accepted. */
  async remove(actor: Actor, contractId: string, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.hold(tx, contractId, id);
      if (row.way === 'link') throw conflict('signed_by_link', 'What was accepted by its link stays signed.');
      await tx.query('delete from contract_signatures where id = $1', [id]);
      await this.history.add(tx, actor, contractId, 'signature-removed', { side: row.side, name: row.name });
      const target = { kind: 'contract', id: contractId };
      await this.audit.record(tx, { actor, action: 'contract.signature-removed', target, data: { side: row.side } });
    });
  }

  private async hold(tx: Tx, contractId: string, id: string): Promise<SignatureRow> {
    const [row] = await tx.query<SignatureRow>(
      'select way, name, side from contract_signatures where contract_id = $1 and id = $2 for update',
      [contractId, id],
    );
    if (!row) throw notFound('signature');
    return row;
  }

  private async mustBelong(tx: Tx, contractId: string, fileId: string): Promise<void> {
    const [known] = await tx.query(
      'select 1 from contract_files where attachment_id = $1 and contract_id = $2 for key share',
      [fileId, contractId],
    );
    if (!known) throw invalid('fileId', 'is no document of this contract');
  }
}
