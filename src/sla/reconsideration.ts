import { Injectable } from '@nestjs/common';
import { Work } from '../platform/database/work.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { byCalendar, byCompany, byContract, type Reconsidered } from './concerned.rules.js';
import { OpenPromises } from './open-promises.service.js';
import { PolicyBook } from './policy-book.service.js';

/** Hears of hours, contracts and customers that are others now. After the commit, so that whoever changes them need not wait. */
@Injectable()
export class Reconsideration {
  constructor(
    private readonly open: OpenPromises,
    private readonly book: PolicyBook,
    private readonly work: Work,
  ) {}

  @Subscribe('calendar.changed', { name: 'sla.hours-changed', when: (fact) => byCalendar(fact) !== null })
  async hoursChanged(fact: Events['calendar.changed']): Promise<void> {
    await this.start(byCalendar(fact));
  }

  /** Whoever kept its hours has the next ones now. */
  @Subscribe('calendar.deleted', { name: 'sla.hours-deleted' })
  async hoursDeleted({ calendarId }: Events['calendar.deleted']): Promise<void> {
    await this.start(byCalendar({ calendarId, version: 0, otherHours: true, passed: [], insteadOf: null }));
  }

  @Subscribe('contract.changed', { name: 'sla.contract-changed', when: (fact) => byContract(fact) !== null })
  async contractChanged(fact: Events['contract.changed']): Promise<void> {
    await this.start(byContract(fact));
  }

  @Subscribe('company.changed', { name: 'sla.company-changed', when: ({ changed }) => !changed.includes('created') })
  async companyChanged(fact: Events['company.changed']): Promise<void> {
    const { asked } = await this.work.run((tx) => this.book.current(tx));
    await this.start(byCompany(fact, asked));
  }

  private async start(what: Reconsidered | null): Promise<void> {
    if (what) await this.open.reconsider(what);
  }
}
