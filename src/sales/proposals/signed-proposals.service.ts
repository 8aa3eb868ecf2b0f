import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../../platform/http/refusal.js';
import { ProposalPapers } from './proposal-papers.service.js';

interface SignedPaper {
  name: string;
  content: Buffer;
}

/** The proposal that somebody signed by accepting it: for whoever may see the contract, also where its deal is not theirs. */
@Injectable()
export class SignedProposals {
  constructor(
    private readonly db: DataSource,
    private readonly papers: ProposalPapers,
  ) {}

  async paper(contractId: string, signatureId: string): Promise<SignedPaper> {
    const [signed] = await this.db.query<{ proposalId: string; ref: string }[]>(
      `select s.proposal_id as "proposalId", s.proposal_ref as ref from contract_signatures s
       join proposals p on p.id = s.proposal_id where s.contract_id = $1 and s.id = $2`,
      [contractId, signatureId],
    );
    if (!signed) throw notFound('document');
    return { name: `${signed.ref}.pdf`, content: await this.papers.of(signed.proposalId) };
  }
}
