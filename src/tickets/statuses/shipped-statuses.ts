import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { Status } from '../status.entity.js';
import { inLanguage } from './shipped-statuses.rules.js';

/** The statuses that come with an installation speak the company's language, until somebody names them. */
@Injectable()
export class ShippedStatuses {
  @Policy('organisation.language-chosen', 4)
  async name(tx: Tx, { language }: Events['organisation.language-chosen']): Promise<void> {
    const statuses = await tx.manager.find(Status, {
      where: { deletedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
      order: { id: 'ASC' },
    });
    for (const status of statuses) {
      const change = inLanguage(status, language);
      if (Object.keys(change).length === 0) continue;
      await tx.manager.update(Status, { id: status.id }, { ...change, version: status.version + 1 });
    }
  }
}
