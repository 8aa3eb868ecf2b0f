import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict } from '../../platform/http/refusal.js';
import { Technician } from '../technicians/technician.entity.js';

/** Who works in the field app. */
@Injectable()
export class FieldPeople {
  constructor(private readonly db: DataSource) {}

  async technician(actor: Actor, tx?: Tx): Promise<Technician> {
    const row = await (tx?.manager ?? this.db.manager).findOneBy(Technician, { userId: actor.id ?? '', active: true });
    if (!row) throw conflict('not_a_technician', 'You are no technician here. Who keeps technicians can make you one.');
    return row;
  }
}
