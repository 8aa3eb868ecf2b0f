import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, notFound, Refusal, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { RepliesService } from '../replies/replies.service.js';
import { TicketChanges } from '../ticket-changes.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';
import { Macro } from './macro.entity.js';
import { faultsOfActions, planOf, type MacroAction, type MacroPlan } from './macro.rules.js';
import type { ChangeMacro, CreateMacro, MacroPreview, MacroView } from './template.dto.js';
import { fillIn } from './template.rules.js';

/** Several steps under one name: kept, tried out, and done through the one write path. */
@Injectable()
export class MacrosService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly changes: TicketChanges,
    private readonly writer: TicketWriter,
    private readonly replies: RepliesService,
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

  /** What the macro would do to the ticket now; nothing is changed. */
  async preview(actor: Actor, idOrNumber: string, macroId: string): Promise<MacroPreview> {
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    const macro = await this.find(macroId);
    return this.work.run(async (tx) => this.plan(tx, actor, await this.writer.lock(tx, ticketId), macro));
  }

  /** All of its steps or none. Returns the ticket's id. */
  async run(actor: Actor, idOrNumber: string, macroId: string): Promise<string> {
    const macro = await this.find(macroId);
    const without = planOf(macro.actions, { tags: [] }, actor.id, this.clock.now());
    const change = await this.changes.read(actor, without.change);
    return this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const plan = await this.plan(tx, actor, ticket, macro);
      await this.refuseForeignPlace(tx, change.siteId, ticket);
      for (const message of plan.say) {
        if (!can(actor, message.kind === 'reply' ? 'tickets:reply' : 'tickets:note')) throw forbidden();
        await this.replies.record(tx, actor, ticket, message);
      }
      const because = { macro: { id: macro.id, name: macro.name } };
      await this.writer.apply(tx, ticket, actor, { ...change, ...tagsOf(plan) }, because);
      return ticket.id;
    });
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

  private async find(id: string): Promise<Macro> {
    const macro = await this.db.getRepository(Macro).findOneBy({ id });
    if (!macro) throw notFound('macro');
    return macro;
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
const tagsOf = ({ change }: MacroPlan): { tags?: string[] } => (change.tags ? { tags: change.tags } : {});

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
