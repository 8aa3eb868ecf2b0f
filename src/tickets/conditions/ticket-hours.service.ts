import { Injectable } from '@nestjs/common';
import { EntitlementsService, type Entitlement } from '../../contracts/entitlements.service.js';
import { openMillis } from '../../hours/business-time.rules.js';
import type { DeskCalendar } from '../../hours/calendar-book.service.js';
import { CalendarsService } from '../../hours/calendars.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { TicketPlace } from '../ticket-place.service.js';
import type { Ticket } from '../ticket.entity.js';

/** The hours in which somebody works on a ticket: those of its contract, its place, its line or its team. */
@Injectable()
export class TicketHours {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarsService,
    private readonly entitlements: EntitlementsService,
    private readonly places: TicketPlace,
  ) {}

  /** `entitlement` may be on its way: calendars are asked for meanwhile. */
  async isOpen(tx: Tx, ticket: Ticket, entitlement: Promise<Entitlement>): Promise<boolean> {
    return (await this.calendarOf(tx, ticket, entitlement)).isOpenAt(this.clock.millis());
  }

  async openMillis(tx: Tx, ticket: Ticket, from: Date, to: Date): Promise<number> {
    if (to <= from) return 0;
    const entitlement = this.entitlements.of(tx, {
      companyId: ticket.companyId,
      siteId: ticket.siteId,
      at: this.clock.now(),
    });
    return openMillis(await this.calendarOf(tx, ticket, entitlement), from, to);
  }

  private async calendarOf(tx: Tx, ticket: Ticket, entitlement: Promise<Entitlement>): Promise<DeskCalendar> {
    const [{ contract }, place] = await Promise.all([
      entitlement,
      this.places.of(tx, ticket, entitlement),
      this.calendars.look(tx),
    ]);
    return this.calendars.for(tx, {
      contractCalendarId: contract?.calendarId,
      contractId: contract?.id,
      siteId: place?.id,
      inboxId: ticket.inboxId,
      teamId: ticket.teamId,
    });
  }
}
