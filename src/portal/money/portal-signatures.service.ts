import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ContractFiles } from '../../billing/contract-files/contract-files.service.js';
import { Reading } from '../../platform/database/reading.js';
import { notFound } from '../../platform/http/refusal.js';
import { SignedProposals } from '../../sales/proposals/signed-proposals.service.js';
import type { Customer } from '../access/customer.js';
import { visibleMoney } from '../access/visible.access.js';

interface SignedPaper {
  name: string;
  type: string;
  size: number;
  stream: Readable;
}

/** What was signed of a contract, for the company whose contract it is. Its other documents stay ours. */
@Injectable()
export class PortalSignatures {
  constructor(
    private readonly reading: Reading,
    private readonly files: ContractFiles,
    private readonly proposals: SignedProposals,
  ) {}

  async document(customer: Customer, id: string): Promise<SignedPaper> {
    const parameters: unknown[] = [id];
    const [signed] = await this.reading.queryPlanned<{ contractId: string; fileId: string | null }>(
      `select g.contract_id as "contractId", g.file_id as "fileId"
       from contract_signatures g join contracts k on k.id = g.contract_id
       where g.id = $1 and (g.file_id is not null or g.proposal_id is not null) and ${visibleMoney(customer, parameters, 'k')}`,
      parameters,
    );
    if (!signed) throw notFound('document');
    if (!signed.fileId) {
      const { name, content } = await this.proposals.paper(signed.contractId, id);
      return { name, type: 'application/pdf', size: content.length, stream: Readable.from([content]) };
    }
    const { file, stream } = await this.files.open(signed.contractId, signed.fileId);
    return { name: file.name, type: file.type, size: file.size, stream };
  }
}
