import { Injectable } from '@nestjs/common';
import { ContactsService } from '../../customers/contacts.service.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { TicketEquipmentService } from '../../tickets/equipment/ticket-equipment.service.js';
import { RepliesService } from '../../tickets/replies/replies.service.js';
import { TicketContributions } from '../../tickets/ticket-contributions.service.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter, type HistoryEntry } from '../../tickets/ticket-writer.service.js';
import { TelemetrySettings } from '../settings/telemetry-settings.service.js';
import { ALERT_WORDS, type AlertFacts, type Language } from '../telemetry.words.js';
import type { AlertRow, Watched } from './alert-writer.js';
import { PRIORITY_OF, ticketFor } from './judgement.rules.js';

interface Fired {
  id: string;
  value: number | null;
  again: AlertRow | undefined;
}

type Facts = AlertFacts & { language: Language; company: string; link: string };

/** Devices of one place that fall silent within this time did so together: a router, or the power. */
const TOGETHER_MS = 30 * 60_000;

/** What an alert means for tickets: it opens one, or joins the one on which somebody works already. */
@Injectable()
export class AlertTickets {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly settings: TelemetrySettings,
    private readonly contacts: ContactsService,
    private readonly writer: TicketWriter,
    private readonly replies: RepliesService,
    private readonly equipment: TicketEquipmentService,
    private readonly contributions: TicketContributions,
  ) {}

  /** Returns the ticket on which it is told; null: on none. */
  async fired(tx: Tx, watched: Watched, { id, value, again }: Fired): Promise<string | null> {
    const { openTickets, teamId } = await this.settings.remembered();
    if (!openTickets || !watched.opensTicket || !watched.companyId) return null;
    const facts = await this.factsOf(tx, watched, value);
    const before = await this.ticketBefore(tx, watched, again);
    const way = ticketFor(before);
    const ticket = way === 'new' ? await this.open(tx, watched, facts, teamId) : before!;
    await tx.query('update telemetry_alerts set ticket_id = $2 where id = $1', [id, ticket.id]);
    await this.equipment.addWithin(tx, ticket.id, watched.equipmentId);
    // What was linked was written by another hand: the ticket is held, and read again.
    const held = await this.writer.lock(tx, ticket.id);
    if (way === 'new') {
      const note = ALERT_WORDS[facts.language].note(facts, facts.link);
      await this.replies.automatic(tx, held, {
        kind: 'note',
        text: note,
        clientId: `alert:${id}:${again?.firings ?? 0}`,
      });
    }
    const priority = Math.max(held.priority, PRIORITY_OF[watched.severity]);
    const change = { ...(way !== 'new' && { priority }), ...(way === 'reopen' && { category: 'open' as const }) };
    const entry = { type: again ? 'alert.fired-again' : 'alert.fired', data: entryOf(id, watched, facts) };
    await this.writer.apply(tx, held, SYSTEM, change, { alert: id }, [entry]);
    return ticket.id;
  }

  async cleared(
    tx: Tx,
    alertId: string,
    because: 'normal' | 'moved' | 'threshold',
    value: number | null,
  ): Promise<void> {
    const [row] = await tx.query<{ ticketId: string; tag: string; open: boolean }>(
      `select a.ticket_id as "ticketId", e.tag, exists (select from telemetry_alerts o
         where o.ticket_id = a.ticket_id and o.state <> 'cleared') as open
       from telemetry_alerts a join equipment e on e.id = a.equipment_id where a.id = $1`,
      [alertId],
    );
    const ticket = row && (await this.lockMerged(tx, row.ticketId));
    if (!ticket) return;
    const entry: HistoryEntry = { type: 'alert.cleared', data: { alertId, tag: row.tag, because, value } };
    const { solveUntouched } = await this.settings.remembered();
    const isOver = solveUntouched && !row.open && ticketFor(ticket) === 'join' && (await this.isUntouched(tx, ticket));
    await this.writer.apply(tx, ticket, SYSTEM, isOver ? { category: 'solved' } : {}, { alert: alertId }, [entry]);
  }

  private async open(tx: Tx, watched: Watched, facts: Facts, teamId: string | null): Promise<Ticket> {
    const words = ALERT_WORDS[facts.language];
    // Nobody asked: the ticket is of the house that watches for this company, not of any person there.
    const { contactId } = await this.contacts.identify(tx, {
      kind: 'external',
      scope: 'telemetry',
      value: watched.companyId!,
      display: words.monitoring,
      name: `${words.monitoring} · ${facts.company}`,
      companyHint: facts.company,
    });
    return this.writer.open(tx, SYSTEM, {
      subject: words.subject(facts).slice(0, 250),
      contactId,
      companyId: watched.companyId,
      siteId: watched.siteId,
      inboxId: null,
      teamId,
      priority: PRIORITY_OF[watched.severity],
      type: 'incident',
    });
  }

  /** Its own, where it fired shortly before; else one that is open about the same unit and number, or the same silence. */
  private async ticketBefore(tx: Tx, watched: Watched, again: AlertRow | undefined): Promise<Ticket | null> {
    if (again?.ticketId) return this.lockMerged(tx, again.ticketId);
    const [row] = await tx.query<{ id: string }>(
      `select a.ticket_id as id from telemetry_alerts a join tickets t on t.id = a.ticket_id
       where t.category not in ('solved', 'closed') and (
         (a.equipment_id = $1 and a.metric_id is not distinct from $2 and (a.kind = 'silent') = ($3 = 'silent'))
         or ($3 = 'silent' and a.kind = 'silent' and a.site_id = $4 and a.company_id = $5 and a.opened_at > $6))
       order by a.fired_at desc limit 1`,
      [
        watched.equipmentId,
        watched.metricId,
        watched.kind,
        watched.siteId,
        watched.companyId,
        new Date(this.clock.millis() - TOGETHER_MS),
      ],
    );
    return row ? this.lockMerged(tx, row.id) : null;
  }

  /** The ticket, or what it was merged into. */
  private async lockMerged(tx: Tx, id: string): Promise<Ticket> {
    const ticket = await this.writer.lock(tx, id);
    return ticket.mergedIntoId ? this.lockMerged(tx, ticket.mergedIntoId) : ticket;
  }

  private async isUntouched(tx: Tx, { id }: Ticket): Promise<boolean> {
    const touched = await tx.query(
      `select 1 from ticket_events where ticket_id = $1 and actor_kind <> 'system'
       union all select 1 from messages where ticket_id = $1 and not automatic limit 1`,
      [id],
    );
    return touched.length === 0 && (await this.contributions.hindrance(tx, id)) === null;
  }

  private async factsOf(tx: Tx, watched: Watched, value: number | null): Promise<Facts> {
    const [row] = (await tx.query(
      `select e.tag, m.maker || ' ' || m.name as model, s.name as site, c.name as company, o.language,
         case o.language when 'pt-BR' then x.name_pt else x.name_en end as metric, coalesce(x.unit, '') as unit,
         coalesce(x.decimals, 0) as decimals
       from equipment e join equipment_models m on m.id = e.model_id cross join organisation o
       left join sites s on s.id = e.site_id left join companies c on c.id = e.company_id
       left join telemetry_metrics x on x.id = $2
       where e.id = $1`,
      [watched.equipmentId, watched.metricId],
    )) as [Pick<Facts, 'tag' | 'model' | 'site' | 'company' | 'language' | 'metric' | 'unit' | 'decimals'>];
    const { kind, value: limit, forMinutes, severity } = watched;
    const link = `${this.config.publicUrl}/equipment/${watched.equipmentId}`;
    return { ...row, kind, limit, value, forMinutes, severity, link };
  }
}

const entryOf = (alertId: string, watched: Watched, facts: Facts): Record<string, unknown> => ({
  alertId,
  equipmentId: watched.equipmentId,
  tag: facts.tag,
  said: ALERT_WORDS[facts.language].said(facts),
  metric: facts.metric,
  kind: facts.kind,
  limit: facts.limit,
  value: facts.value,
  unit: facts.unit,
  severity: facts.severity,
});
