import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { newId } from '../platform/ids.js';
import type { ContractEventView } from './contract.dto.js';

/** What became of a contract, and why its prices are what they are. */
@Injectable()
export class ContractHistoryService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async add(tx: Tx, actor: Actor, contractId: string, type: string, data: Record<string, unknown> = {}): Promise<void> {
    await tx.query(
      `insert into contract_events (id, contract_id, type, data, actor_kind, actor_id, actor_name, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [newId(), contractId, type, JSON.stringify(data), actor.kind, actor.id, actor.name, this.clock.now()],
    );
  }

  of(contractId: string): Promise<ContractEventView[]> {
    return this.db.query<ContractEventView[]>(
      `select id, type, data, actor_name as actor, at from contract_events where contract_id = $1 order by id desc limit 500`,
      [contractId],
    );
  }
}
