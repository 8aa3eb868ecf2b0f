import { Injectable } from '@nestjs/common';
import type { CallPart } from '../../channels/calls/call-part.entity.js';
import type { Call } from '../../channels/calls/call.entity.js';
import { agentLabel } from '../../channels/calls/call.rules.js';
import type {} from '../../channels/calls/call.events.js';
import { CallsService } from '../../channels/calls/calls.service.js';
import type { Extension } from '../../channels/calls/extension.entity.js';
import { Extensions } from '../../channels/calls/extensions.service.js';
import { InboxesService } from '../../channels/inboxes.service.js';
import { ActorsService } from '../../identity/sessions/actors.service.js';
import { Clock } from '../../platform/clock.js';
import { can } from '../../platform/http/access.decorators.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { isAsked, isRinging, RING_SECONDS, Telephones, telephonesOf } from './telephones.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'phone.asked-end': Record<string, never>;
  }
}

/** Who has picked up hears first what it is about, and who asks; the question does not end over that. */
const HEARS_MS = 30_000;

/**
 * A colleague with whom somebody wants a word before a transfer. Their console rings by itself; their telephones do where
 * they want team calls there, or where it was their extension that was dialled. All of them for as long as the extension
 * rings: a customer on hold is not kept there for somebody who is not at their desk.
 */
@Injectable()
export class AskedRinging {
  constructor(
    private readonly calls: CallsService,
    private readonly telephones: Telephones,
    private readonly inboxes: InboxesService,
    private readonly extensions: Extensions,
    private readonly actors: ActorsService,
    private readonly clock: Clock,
  ) {}

  @Subscribe('call.asked', { name: 'phone.devices-ask', lane: 'near' })
  async asked({ callId, userId, extensionId }: Events['call.asked']): Promise<void> {
    const owner = await this.extensions.of(userId);
    if (!owner || owner.targets.length === 0 || !(await this.rings(owner, userId, extensionId))) return;
    const call = await this.calls.find(callId);
    const part = (await this.calls.parts([callId])).find(({ label }) => label === agentLabel(userId));
    if (!call || !part || !isAsked(part)) return;
    const line = await this.inboxes.line(call.inboxId);
    const still = async (): Promise<boolean> => {
      const now = (await this.calls.parts([callId])).find(({ id }) => id === part.id);
      return Boolean(now && isAsked(now) && now.sid === null);
    };
    for (const one of telephonesOf(owner)) {
      await this.telephones.ring(call, line, one, {
        since: part.at,
        still: async (_, { state }) => state === 'talking' && (await still()),
      });
    }
  }

  /** Who asked sees that nobody answers, and has the customer. */
  @Job('phone.asked-end', { every: 5_000 })
  async end(): Promise<void> {
    const talking = (await this.calls.open()).filter(({ state }) => state === 'talking');
    const parts = await this.calls.parts(talking.map(({ id }) => id));
    for (const call of talking) {
      for (const part of parts.filter((one) => one.callId === call.id && isOpen(one, call)))
        if (await this.isOver(part, parts)) await this.nobodyCame(call, part);
    }
  }

  private async isOver({ callId, userId, at }: CallPart, parts: CallPart[]): Promise<boolean> {
    const seconds = (await this.extensions.of(userId!))?.ringSeconds ?? RING_SECONDS;
    const stillRings = parts.some((one) => one.callId === callId && one.userId === userId && isRinging(one));
    return this.clock.millis() - at.getTime() >= seconds * 1000 + (stillRings ? HEARS_MS : 0);
  }

  private async nobodyCame(seen: Call, { id, at, userId, label }: CallPart): Promise<void> {
    const silenced = await this.calls.run(async (tx) => {
      const call = await this.calls.lock(tx, seen.id);
      const now = (await this.calls.parts([seen.id])).find((part) => part.id === id);
      // They have answered meanwhile, or are asked anew.
      if (call?.state !== 'talking' || !now || !isOpen(now, call) || now.at > at) return [];
      await this.calls.partMoved(tx, seen.id, label, 'left');
      await this.calls.change(tx, call, {});
      return this.telephones.release(tx, seen.id, userId!);
    });
    await this.telephones.endAll(seen, silenced);
  }

  /** Nobody's pocket rings while they talk with somebody else. */
  private async rings(owner: Extension, userId: string, extensionId: string | null): Promise<boolean> {
    if (!(await this.extensions.idle([userId], this.clock.now())).has(userId)) return false;
    if (owner.id === extensionId) return true;
    if (!owner.teamCalls || !(await this.extensions.online([userId])).has(userId)) return false;
    const [person] = await this.actors.of([userId]);
    return person !== undefined && can(person, 'calls:take');
  }
}

/** They are asked and have not come; whose the call is joins it by themselves. */
const isOpen = (part: CallPart, { agentId }: Call): boolean =>
  isAsked(part) && part.sid === null && part.userId !== null && part.userId !== agentId;
