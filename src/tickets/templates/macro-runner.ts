import { Injectable } from '@nestjs/common';
import { tidyTags } from '../../customers/tag.rules.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden } from '../../platform/http/refusal.js';
import { RepliesService } from '../replies/replies.service.js';
import { TicketChanges } from '../ticket-changes.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter, type TicketChange } from '../ticket-writer.service.js';
import { snapshot, traces, type Traces } from '../undo.rules.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { Macro } from './macro.entity.js';
import { planOf, type MacroPlan } from './macro.rules.js';
import { MacrosService } from './macros.service.js';
import type { MacroPreview } from './template.dto.js';
import { fillIn } from './template.rules.js';

/** A macro whose names are resolved and whose rights are asked: ready to be done on one ticket after the other. */
export interface ReadyMacro {
  macro: Macro;
  change: TicketChange;
}

/** Does what macros say, through the one write path. */
@Injectable()
export class MacroRunner {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly macros: MacrosService,
    private readonly visible: VisibleTickets,
    private readonly changes: TicketChanges,
    private readonly writer: TicketWriter,
    private readonly replies: RepliesService,
  ) {}

  /** What the macro would do to the ticket now; nothing is changed. */
  async preview(actor: Actor, idOrNumber: string, macroId: string): Promise<MacroPreview> {
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    const macro = await this.macros.find(macroId);
    return this.work.run(async (tx) => this.plan(tx, actor, await this.writer.lock(tx, ticketId), macro));
  }

  /** All of its steps or none. Returns the ticket's id. */
  async run(actor: Actor, idOrNumber: string, macroId: string): Promise<string> {
    const ready = await this.ready(actor, macroId);
    return this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      await this.within(tx, actor, ticket, ready);
      return ticket.id;
    });
  }

  /** Refuses what the actor may not do on any ticket. */
  async ready(actor: Actor, macroId: string): Promise<ReadyMacro> {
    const macro = await this.macros.find(macroId);
    const { change, say } = planOf(macro.actions, { tags: [] }, actor.id, this.clock.now());
    const mayAll = say.every(({ kind }) => can(actor, kind === 'reply' ? 'tickets:reply' : 'tickets:note'));
    if (!mayAll) throw forbidden();
    return { macro, change: await this.changes.read(actor, change) };
  }

  /**
   * All steps, in a transaction that holds the ticket. Returns what can be taken back: what it changed, but not what
   * it said, nor what follows from that.
   */
  async within(tx: Tx, actor: Actor, ticket: Ticket, { macro, change }: ReadyMacro): Promise<Traces> {
    const plan = await this.plan(tx, actor, ticket, macro);
    await this.refuseForeignPlace(tx, change.siteId, ticket);
    for (const message of plan.say) await this.replies.record(tx, actor, ticket, message);
    const before = snapshot(ticket);
    const because = { macro: { id: macro.id, name: macro.name } };
    await this.writer.apply(tx, ticket, actor, { ...change, ...tagsOf(plan) }, because);
    return traces(before, snapshot(ticket));
  }

  /** A macro with a place is for tickets of the customer whose it is. */
  private async refuseForeignPlace(tx: Tx, siteId: string | null | undefined, ticket: Ticket): Promise<void> {
    if (!siteId) return;
    const [site] = await tx.query<{ companyId: string; name: string; gone: boolean }>(
      'select company_id as "companyId", name, deleted_at is not null as gone from sites where id = $1',
      [siteId],
    );
    if (!site || site.gone) throw conflict('place_gone', 'The place that this macro names is no longer there.');
    if (site.companyId !== ticket.companyId)
      throw conflict('foreign_place', `“${site.name}” is not a place of this ticket’s customer.`, { place: site.name });
  }

  private async plan(tx: Tx, actor: Actor, ticket: Ticket, macro: Macro): Promise<MacroPlan> {
    const [customer] = await tx.query<{ name: string }>('select name from contacts where id = $1', [ticket.contactId]);
    const name = customer?.name ?? '';
    const values = {
      'customer.name': name,
      'customer.first_name': name.split(' ')[0] ?? '',
      'ticket.number': String(ticket.number),
      'ticket.subject': ticket.subject,
      'agent.name': actor.name,
    };
    const plan = planOf(macro.actions, ticket, actor.id, this.clock.now());
    return { ...plan, say: plan.say.map((message) => ({ ...message, text: fillIn(message.text, values) })) };
  }
}

/** Tags depend on those that the ticket has by the time it is locked. */
const tagsOf = ({ change }: MacroPlan): { tags?: string[] } => (change.tags ? { tags: tidyTags(change.tags) } : {});
