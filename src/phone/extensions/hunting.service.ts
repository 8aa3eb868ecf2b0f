import { Injectable } from '@nestjs/common';
import type { Call } from '../../channels/calls/call.entity.js';
import type { Extension } from '../../channels/calls/extension.entity.js';
import { Extensions } from '../../channels/calls/extensions.service.js';
import { Clock } from '../../platform/clock.js';
import { turnOf } from './hunting.rules.js';

/** At whom a call for an extension or a group rings now. */
@Injectable()
export class Hunting {
  constructor(
    private readonly extensions: Extensions,
    private readonly clock: Clock,
  ) {}

  /** Null where the call is for no extension, or was given to one that does not answer: then it rings as any other. */
  async turn(call: Call): Promise<Extension[] | null> {
    if (!call.wantedExtensionId) return null;
    const all = await this.extensions.all();
    const extension = all.find(({ id }) => id === call.wantedExtensionId);
    if (!extension) return null;
    const people = this.extensions.peopleOf(extension, all);
    const since = new Date(call.facts.rings ?? call.startedAt);
    const seconds = (this.clock.millis() - since.getTime()) / 1000;
    const turns = extension.kind === 'group' && extension.strategy !== 'all' ? people.length : 1;
    if (call.facts.room === 'yes' && seconds >= extension.ringSeconds * turns) return null;
    const idle = await this.extensions.idle(
      people.map(({ userId }) => userId!),
      since,
    );
    const candidates = people
      .filter(({ userId }) => idle.has(userId!) && !call.declined.includes(userId!))
      .map(({ id, userId }) => ({ id, idleSince: idle.get(userId!) ?? null }));
    const { ringSeconds } = extension;
    const turn = turnOf(candidates, { strategy: extension.strategy ?? 'all', ringSeconds, seconds });
    return people.filter(({ id }) => turn.includes(id));
  }

  /** Whether a call that rings there is this person's matter. */
  async isOf(userId: string, extensionId: string): Promise<boolean> {
    const all = await this.extensions.all();
    const extension = all.find(({ id }) => id === extensionId);
    return Boolean(extension && this.extensions.peopleOf(extension, all).some((one) => one.userId === userId));
  }
}
