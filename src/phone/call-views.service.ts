import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallControls } from '../channels/calls/call-controls.service.js';
import type { Call } from '../channels/calls/call.entity.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { Recordings } from '../channels/calls/recordings.service.js';
import { Transcripts } from '../channels/calls/transcripts/transcripts.service.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { UsersService } from '../identity/people/users.service.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { notFound } from '../platform/http/refusal.js';
import { isVisibleTo } from '../tickets/ticket.access.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { Hunting } from './extensions/hunting.service.js';
import type { CallView, RecordingView } from './phone.dto.js';

/** Calls as people see them: who it is, on which ticket, who takes part. */
@Injectable()
export class CallViews {
  constructor(
    private readonly db: DataSource,
    private readonly calls: CallsService,
    private readonly recordings: Recordings,
    private readonly transcripts: Transcripts,
    private readonly tickets: TicketsService,
    private readonly users: UsersService,
    private readonly inboxes: InboxesService,
    private readonly controls: CallControls,
    private readonly hunting: Hunting,
  ) {}

  async one(actor: Actor, id: string): Promise<CallView> {
    const call = await this.visible(actor, id);
    return (await this.of(actor, [call]))[0]!;
  }

  /** By the ticket that it is on; before there is one, by its team. */
  async visible(actor: Actor, id: string): Promise<Call> {
    const call = await this.calls.find(id);
    if (!call || !(await this.sees(actor, call))) throw notFound('call');
    return call;
  }

  async sees(actor: Actor, call: Call): Promise<boolean> {
    if (call.agentId === actor.id || call.wantedUserId === actor.id) return true;
    if ((await this.calls.parts([call.id])).some(({ userId }) => userId === actor.id)) return true;
    if (call.wantedExtensionId && (await this.hunting.isOf(actor.id!, call.wantedExtensionId))) return true;
    if (call.ticketId) return (await this.tickets.visibleIds(actor, [call.ticketId])).length > 0;
    return isVisibleTo(actor, { assigneeId: null, teamId: call.teamId });
  }

  async play(actor: Actor, id: string, recordingId: string): Promise<{ content: Buffer; type: string }> {
    await this.visible(actor, id);
    return this.recordings.play(id, recordingId);
  }

  async of(actor: Actor, calls: Call[]): Promise<CallView[]> {
    if (calls.length === 0) return [];
    const ids = calls.map(({ id }) => id);
    const mayListen = can(actor, 'calls:listen');
    const [parts, recordings, transcripts, tickets] = await Promise.all([
      this.calls.parts(ids),
      this.recordings.ofCalls(ids),
      mayListen ? this.transcripts.ofCalls(ids) : [],
      this.tickets.rowsById(calls.flatMap(({ ticketId }) => (ticketId ? [ticketId] : []))),
    ]);
    const people = [...calls.map(({ agentId }) => agentId), ...parts.map(({ userId }) => userId)];
    const briefs = await this.users.briefs(people.filter((id): id is string => id !== null));
    const teams = await this.teamsOf(calls);
    const lines = await this.linesOf(calls);
    const sites = await this.sitesOf([...tickets.keys()]);
    const extensions = await this.extensionsOf(calls);
    const nameOf = (id: string | null): string => (id && briefs.get(id)?.name) || '';
    return calls.map((call): CallView => {
      const row = call.ticketId ? tickets.get(call.ticketId)?.row : undefined;
      const line = lines.get(call.inboxId)!;
      return {
        id: call.id,
        direction: call.direction,
        state: call.state,
        outcome: call.outcome,
        number: call.direction === 'in' ? call.from : call.to,
        contact: row ? { id: row.contact.id, name: row.contact.name } : null,
        company: row?.company ? { id: row.company.id, name: row.company.name } : null,
        site: sites.get(call.ticketId ?? '') ?? null,
        ticket: row ? { id: row.id, number: row.number, subject: row.subject } : null,
        team: call.teamId ? { id: call.teamId, name: teams.get(call.teamId) ?? '' } : null,
        agent: call.agentId ? { id: call.agentId, name: nameOf(call.agentId) } : null,
        inbox: { id: line.id, name: line.name },
        extension: extensions.get(call.wantedExtensionId ?? '') ?? null,
        callBackId: call.facts.callBackOf ?? null,
        choices: choicesOf(call.facts),
        held: call.held,
        muted: call.muted,
        recording: call.recording,
        recorded: call.facts.record === 'yes',
        simulated: line.settings.account === 'simulated',
        startedAt: call.startedAt,
        waitingAt: call.waitingAt,
        answeredAt: call.answeredAt,
        endedAt: call.endedAt,
        parts: parts
          .filter(({ callId, state, kind }) => callId === call.id && state !== 'left' && kind !== 'device')
          .map(({ kind, userId, phone, state }) => ({
            kind,
            userId,
            name: nameOf(userId) || (phone ?? ''),
            state,
            ...(kind === 'supervisor' && { how: call.facts[`supervises:${userId}`] ?? 'listen' }),
          })),
        recordings: recordings
          .filter(({ callId }) => callId === call.id)
          .map(({ id, kind, state, seconds }): RecordingView => {
            const mayHear = state === 'stored' && mayListen;
            return {
              id,
              kind,
              state,
              seconds,
              ...(mayHear && { url: `/api/v1/calls/${call.id}/recordings/${id}` }),
            };
          }),
        transcripts: transcripts
          .filter(({ callId }) => callId === call.id)
          .map(({ kind, lines }) => ({ kind, lines: lines.map(({ who, text }) => ({ who, text })) })),
      };
    });
  }

  private async teamsOf(calls: Call[]): Promise<Map<string, string>> {
    const ids = [...new Set(calls.flatMap(({ teamId }) => (teamId ? [teamId] : [])))];
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; name: string }[]>(
      'select id, name from teams where id = any($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private async sitesOf(ticketIds: string[]): Promise<Map<string, { id: string; name: string }>> {
    if (ticketIds.length === 0) return new Map();
    const rows = await this.db.query<{ ticketId: string; id: string; name: string }[]>(
      `select t.id as "ticketId", s.id, s.name from tickets t join sites s on s.id = t.site_id where t.id = any($1::uuid[])`,
      [ticketIds],
    );
    return new Map(rows.map(({ ticketId, id, name }) => [ticketId, { id, name }]));
  }

  private async extensionsOf(calls: Call[]): Promise<Map<string, { id: string; name: string }>> {
    const ids = calls.flatMap(({ wantedExtensionId }) => wantedExtensionId ?? []);
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; name: string }[]>(
      'select id, name from extensions where id = any($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async linesOf(calls: Call[]) {
    const ids = [...new Set(calls.map(({ inboxId }) => inboxId))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await this.inboxes.line(id)] as const)));
  }

  /** Lines from which a call can be made. */
  async lines(): Promise<{ id: string; name: string }[]> {
    const all = await Promise.all(this.controls.channels.map((channel) => this.inboxes.activeLines(channel)));
    return all.flat().map(({ id, name, address }) => ({ id, name: `${name} ${address ?? ''}`.trim() }));
  }
}

const choicesOf = (facts: Record<string, string>): string[] =>
  Object.entries(facts).flatMap(([name, value]) => (/^(key|extension):/.test(name) ? [value] : []));
