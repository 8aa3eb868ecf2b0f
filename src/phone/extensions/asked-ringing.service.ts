import { Injectable } from '@nestjs/common';
import { agentLabel } from '../../channels/calls/call.rules.js';
import type {} from '../../channels/calls/call.events.js';
import { CallsService } from '../../channels/calls/calls.service.js';
import type { Extension } from '../../channels/calls/extension.entity.js';
import { Extensions } from '../../channels/calls/extensions.service.js';
import { InboxesService } from '../../channels/inboxes.service.js';
import { ActorsService } from '../../identity/sessions/actors.service.js';
import { Clock } from '../../platform/clock.js';
import { can } from '../../platform/http/access.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { isAsked, Telephones, telephonesOf } from './telephones.service.js';

/**
 * A colleague with whom somebody wants a word before a transfer. Their console rings by itself; their telephones do where
 * they want team calls there, or where it was their extension that was dialled.
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

  /** Nobody's pocket rings while they talk with somebody else. */
  private async rings(owner: Extension, userId: string, extensionId: string | null): Promise<boolean> {
    if (!(await this.extensions.idle([userId], this.clock.now())).has(userId)) return false;
    if (owner.id === extensionId) return true;
    if (!owner.teamCalls || !(await this.extensions.online([userId])).has(userId)) return false;
    const [person] = await this.actors.of([userId]);
    return person !== undefined && can(person, 'calls:take');
  }
}
