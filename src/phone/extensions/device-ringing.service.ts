import { Injectable } from '@nestjs/common';
import type { Call } from '../../channels/calls/call.entity.js';
import type { CallPart } from '../../channels/calls/call-part.entity.js';
import type {} from '../../channels/calls/call.events.js';
import { CallsService } from '../../channels/calls/calls.service.js';
import type { Extension } from '../../channels/calls/extension.entity.js';
import { Extensions } from '../../channels/calls/extensions.service.js';
import { InboxesService } from '../../channels/inboxes.service.js';
import { ActorsService } from '../../identity/sessions/actors.service.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { RingingCalls } from '../ringing-calls.service.js';
import { Hunting } from './hunting.service.js';
import { isAsked, isRinging, Telephones, telephonesOf } from './telephones.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'phone.ring-devices': Record<string, never>;
  }
}

/** Mobiles and desk phones of whoever a call rings at. The console rings by itself; whoever answers first has the call. */
@Injectable()
export class DeviceRinging {
  constructor(
    private readonly calls: CallsService,
    private readonly telephones: Telephones,
    private readonly inboxes: InboxesService,
    private readonly hunting: Hunting,
    private readonly extensions: Extensions,
    private readonly ringing: RingingCalls,
    private readonly actors: ActorsService,
  ) {}

  @Subscribe('call.waiting', { name: 'phone.devices-ring', lane: 'near' })
  async waits({ callId }: Events['call.waiting']): Promise<void> {
    const call = await this.calls.find(callId);
    if (call) await this.ring(call, await this.ofTeams());
  }

  /** Nothing rings for this call any longer; but who was asked in since then is still asked. */
  @Subscribe('call.answered', { name: 'phone.devices-answered', lane: 'near' })
  async answered({ callId }: Events['call.answered']): Promise<void> {
    const call = await this.calls.find(callId);
    const parts = await this.calls.parts([callId]);
    const asked = parts.filter(({ userId }) => userId !== call?.agentId).filter(isAsked);
    await this.silence(
      call,
      parts.filter((part) => isRinging(part) && !asked.some(({ userId }) => userId === part.userId)),
    );
  }

  /** In the record they left with the call; at the provider they ring until somebody says so. */
  @Subscribe('call.ended', { name: 'phone.devices-ended', lane: 'near' })
  async ended({ callId }: Events['call.ended']): Promise<void> {
    const call = await this.calls.find(callId);
    const parts = (await this.calls.parts([callId])).filter(
      ({ kind, leftAt }) => kind === 'device' && (leftAt === null || (call?.endedAt && leftAt >= call.endedAt)),
    );
    await this.silence(call, parts);
  }

  /** In a group or a team the next one's turn comes without anything having happened. */
  @Job('phone.ring-devices', { every: 5_000 })
  async next(): Promise<void> {
    const waiting = (await this.calls.open()).filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    const ofTeams = await this.ofTeams();
    for (const call of waiting) await this.ring(call, ofTeams);
  }

  private async silence(call: Call | null, parts: CallPart[]): Promise<void> {
    if (call && parts.length > 0) await this.telephones.stop(call, await this.inboxes.line(call.inboxId), parts);
  }

  private async ring(call: Call, ofTeams: ReadonlyMap<string, Extension[]>): Promise<void> {
    const turn = (await this.hunting.turn(call)) ?? ofTeams.get(call.id) ?? [];
    const wanted = turn.flatMap(telephonesOf);
    const parts = (await this.calls.parts([call.id])).filter(({ kind }) => kind === 'device');
    const over = parts.filter((part) => isRinging(part) && !wanted.some(({ label }) => label === part.label));
    const since = new Date(call.facts.rings ?? call.startedAt);
    const fresh = wanted.filter(({ label }) => !parts.some((part) => part.label === label && part.at >= since));
    if (over.length + fresh.length === 0) return;
    const line = await this.inboxes.line(call.inboxId);
    await this.telephones.stop(call, line, over);
    for (const one of fresh)
      await this.telephones.ring(call, line, one, { since, still: (_, { state }) => state === 'waiting' });
  }

  /** By call: in whose console it rings now who wants their telephones to ring, too. Call-backs are offered in the console alone. */
  private async ofTeams(): Promise<Map<string, Extension[]>> {
    const rings = new Map<string, Extension[]>();
    const owners = (await this.extensions.all()).filter(({ teamCalls, targets }) => teamCalls && targets.length > 0);
    if (owners.length === 0) return rings;
    for (const person of await this.actors.of(owners.map(({ userId }) => userId!))) {
      const theirs = owners.filter(({ userId }) => userId === person.id);
      for (const { id, direction } of await this.ringing.now(person))
        if (direction !== 'out') rings.set(id, [...(rings.get(id) ?? []), ...theirs]);
    }
    return rings;
  }
}
