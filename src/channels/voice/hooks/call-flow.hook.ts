import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { isId } from '../../../platform/ids.js';
import type { Call } from '../../calls/call.entity.js';
import { CallsService } from '../../calls/calls.service.js';
import type { Line } from '../../contract.js';
import { WaitingPlaces } from '../../waiting-places.service.js';
import { CallFlows } from '../call-flows.service.js';
import { CallTickets } from '../call-tickets.js';
import { mayDial } from '../dialling.rules.js';
import { ExtensionDirectory } from '../extension-directory.js';
import type { Flow, Language } from '../flow/flow.js';
import { hangUp } from '../flow/other-answers.js';
import { answer, EVENTS, type Answer, type Ask, type CallEvent, type Entry } from '../flow/twiml.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import { recordingOf, settingsOf } from '../voice.settings.js';
import { callerOf } from './twilio-call.js';

/** Twilio asks what comes next in a call; the flow answers, and what follows for the desk is written down. */
@Injectable()
export class CallFlowHook {
  constructor(
    private readonly calls: CallsService,
    private readonly flows: CallFlows,
    private readonly tickets: CallTickets,
    private readonly directory: ExtensionDirectory,
    private readonly places: WaitingPlaces,
    private readonly urls: HookUrls,
    private readonly clock: Clock,
  ) {}

  async begin(line: Line, params: Record<string, string>): Promise<string> {
    const sid = params.CallSid ?? '';
    if (!sid) return hangUp();
    const known = await this.calls.bySid(line.id, sid);
    const call = known ?? (await this.made(line, sid, params));
    return this.answered(line, call, { at: '0', event: 'enter', tries: 0, params });
  }

  async step(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<string> {
    const call = isId(query.call ?? '') ? await this.calls.find(query.call!) : null;
    if (!call || call.inboxId !== line.id) return hangUp();
    const event = EVENTS.find((one) => one === query.event) ?? 'enter';
    const tries = Math.min(Number(query.tries) || 0, 10);
    const of = isId(query.of ?? '') ? query.of : undefined;
    return this.answered(line, call, { at: query.at ?? '0', event, tries, of, params });
  }

  private async made(line: Line, sid: string, params: Record<string, string>): Promise<Call> {
    const flow = await this.flows.of(line);
    const from = callerOf(params.From);
    return this.calls.run((tx) =>
      this.calls.begin(tx, {
        inboxId: line.id,
        channel: line.channel,
        sid,
        direction: 'in',
        from: from ?? '',
        to: line.address ?? params.To ?? '',
        callerName: params.CallerName?.slice(0, 200) || null,
        language: flow.language,
        flow,
      }),
    );
  }

  private async answered(line: Line, call: Call, ask: Ask): Promise<string> {
    const flow = (call.flow ?? (await this.flows.of(line))) as Flow;
    const [open, extensions] = await Promise.all([this.flows.openings(flow, line), this.directory.for(flow)]);
    const since = (at: Date | string | null | undefined) =>
      at ? (this.clock.millis() - new Date(at).getTime()) / 1000 : 0;
    const given = answer(
      flow,
      {
        id: call.id,
        language: (call.facts.language ?? call.language) as Language,
        facts: call.facts,
        over: call.state === 'ended',
        waitedSeconds: since(call.waitingAt),
        rangSeconds: since(call.facts.rings),
        place: ask.event === 'wait' ? await this.placeOf(call) : null,
      },
      ask,
      {
        url: (path, query) =>
          path === 'step' ? this.urls.of(line.id, 'voice/step', query) : this.urls.told(line.id, path, query),
        isOpen: (calendarId) => open.get(calendarId ?? '') ?? true,
        lineNumber: line.address ?? '',
        extensions,
        transcribes: settingsOf(line).transcripts === 'provider',
        recordingMode: recordingOf(line, call.from),
        mayCall: (phone) => mayDial(phone, line.address ?? '', settingsOf(line).allowedPrefixes),
      },
    );
    await this.follow(line, call, ask, given);
    return given.twiml;
  }

  private async placeOf(call: Call): Promise<{ position: number; waitMinutes: number | null } | null> {
    if (call.state !== 'waiting') return null;
    const [position, known] = await Promise.all([
      this.calls.placeInLine(call),
      call.ticketId ? this.places.of([call.ticketId]) : new Map<string, never>(),
    ]);
    return { position, waitMinutes: known.get(call.ticketId ?? '')?.waitMinutes ?? null };
  }

  /** What the desk must know before the caller hears the answer: then nothing that they were told is lost. */
  private async follow(line: Line, call: Call, ask: Ask, { facts, entry }: Answer): Promise<void> {
    const learnt = { ...facts, ...learntFrom(ask.event, ask.params) };
    const isNews = Object.entries(learnt).some(([name, value]) => call.facts[name] !== value);
    if (!isNews && !entry) return;
    if (entry?.what === 'queue') await this.tickets.place(line, call, entry.teamId);
    if (entry?.what === 'ring') await this.tickets.place(line, call);
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (!held || held.state === 'ended') return;
      if (isNews) await this.calls.change(tx, held, { facts: { ...held.facts, ...learnt } });
      if (entry?.what === 'queue' || entry?.what === 'ring') await this.queued(tx, held, line, ask.at, entry);
      // It rings no longer.
      else if (entry && held.state === 'waiting' && entry.what !== 'call-back')
        await this.calls.become(tx, held, 'greeting');
    });
  }

  private async queued(tx: Tx, call: Call, line: Line, asked: string, entry: Entry & { what: 'queue' | 'ring' }) {
    const wanted =
      entry.what === 'ring'
        ? { wantedExtensionId: entry.extensionId, wantedUserId: entry.userId }
        : { wantedExtensionId: null, wantedUserId: null };
    // From one extension to the next: it rings anew.
    if (call.state === 'waiting' && entry.what === 'ring' && call.wantedExtensionId !== entry.extensionId)
      return this.calls.ringElsewhere(tx, call, { waitsAt: asked, ...wanted });
    if (call.state !== 'greeting') return;
    const teamId = (entry.what === 'queue' && entry.teamId) || (await this.flows.teamOf(line));
    await this.calls.become(tx, call, 'waiting', { waitsAt: asked, teamId, ...wanted });
  }
}

function learntFrom(event: CallEvent, params: Record<string, string>): Record<string, string> {
  if (event === 'recorded' && params.RecordingSid) return { voicemail: params.RecordingSid };
  if (event === 'forwarded' && params.DialCallStatus === 'completed') return { forwarded: 'yes' };
  return {};
}
