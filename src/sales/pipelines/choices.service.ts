import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Clock } from '../../platform/clock.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { ChoiceChange, ChoiceView, NewChoice } from './pipeline.dto.js';
import { DealChoice, type ChoiceKind } from './pipeline.entity.js';

const SELECT = 'select id, kind, name, position, version from deal_choices where deleted_at is null';

/** Where deals come from, and why they are lost. What was chosen keeps its name when it is taken off the list. */
@Injectable()
export class ChoicesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  list(kind?: ChoiceKind): Promise<ChoiceView[]> {
    return this.db.query<ChoiceView[]>(
      `${SELECT} and ($1::text is null or kind = $1) order by kind, position, lower(name), id limit 500`,
      [kind ?? null],
    );
  }

  async one(id: string): Promise<ChoiceView> {
    const [row] = await this.db.query<ChoiceView[]>(`${SELECT} and id = $1`, [id]);
    if (!row) throw notFound('choice');
    return row;
  }

  async create({ kind, name }: NewChoice): Promise<string> {
    const id = newId();
    await this.work
      .run(async (tx) => {
        const [last] = await tx.query<{ next: number }>(
          'select coalesce(max(position) + 1, 0)::int as next from deal_choices where kind = $1',
          [kind],
        );
        await tx.insert(DealChoice, { id, kind, name: name.trim(), position: last!.next, version: 1 });
      })
      .catch(refuseTaken);
    return id;
  }

  async change(id: string, { version, ...change }: ChoiceChange): Promise<void> {
    await this.work
      .run(async (tx) => {
        const row = await this.lock(tx, id);
        if (version !== row.version) throw stale(row.version);
        if (change.name !== undefined) row.name = change.name.trim();
        if (change.position !== undefined) row.position = change.position;
        await tx.save(Object.assign(row, { version: row.version + 1 }));
      })
      .catch(refuseTaken);
  }

  async remove(id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.lock(tx, id);
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
    });
  }

  async require(tx: Tx, kind: ChoiceKind, id: string, path: string): Promise<void> {
    if (!(await tx.find(DealChoice, { id, kind, deletedAt: IsNull() }))) throw invalid(path, 'there is no such choice');
  }

  private async lock(tx: Tx, id: string): Promise<DealChoice> {
    const row = await tx.lock(DealChoice, { id, deletedAt: IsNull() });
    if (!row) throw notFound('choice');
    return row;
  }
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'deal_choices_name') {
    throw conflict('name_taken', 'There is one of this name already.');
  }
  throw error;
}
