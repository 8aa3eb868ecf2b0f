import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { conflict, notFound, Refusal, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Macro } from './macro.entity.js';
import { faultsOfActions, type MacroAction } from './macro.rules.js';
import type { ChangeMacro, CreateMacro, MacroView } from './template.dto.js';

/** Several steps under one name, kept. */
@Injectable()
export class MacrosService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<MacroView[]> {
    const rows = await this.db.getRepository(Macro).createQueryBuilder('m').orderBy('lower(m.name)').getMany();
    return rows.map(present);
  }

  async create(body: CreateMacro): Promise<MacroView> {
    refuseUnsound(body.actions);
    const macro: Macro = {
      id: newId(),
      name: body.name.trim(),
      actions: body.actions as MacroAction[],
      version: 1,
      createdAt: this.clock.now(),
    };
    await this.work.run((tx) => tx.insert(Macro, macro)).catch(refuseTaken);
    return present(macro);
  }

  async change(id: string, { version, name, actions }: ChangeMacro): Promise<MacroView> {
    if (actions) refuseUnsound(actions);
    return this.work
      .run(async (tx) => {
        const macro = await tx.lock(Macro, { id });
        if (!macro) throw notFound('macro');
        if (version !== undefined && version !== macro.version) throw stale(macro.version);
        if (name) macro.name = name.trim();
        if (actions) macro.actions = actions as MacroAction[];
        macro.version += 1;
        await tx.manager.update(Macro, { id }, macro);
        return present(macro);
      })
      .catch(refuseTaken);
  }

  async remove(id: string): Promise<void> {
    const gone = await this.work.run((tx) => tx.manager.delete(Macro, { id }));
    if (gone.affected === 0) throw notFound('macro');
  }

  async find(id: string): Promise<Macro> {
    const macro = await this.db.getRepository(Macro).findOneBy({ id });
    if (!macro) throw notFound('macro');
    return macro;
  }
}

function refuseUnsound(actions: unknown[]): void {
  const errors = faultsOfActions(actions);
  if (errors.length > 0) throw new Refusal('invalid', 422, 'The steps of the macro cannot be done.', { errors });
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'macros_name') {
    throw conflict('name_taken', 'Another macro has this name.');
  }
  throw error;
}

const present = ({ id, name, actions, version }: Macro): MacroView => ({ id, name, actions, version });
