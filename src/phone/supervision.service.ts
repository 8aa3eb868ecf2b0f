import { Injectable } from '@nestjs/common';
import { CallControls, type Hearing } from '../channels/calls/call-controls.service.js';
import type { Call } from '../channels/calls/call.entity.js';
import type { CallPart } from '../channels/calls/call-part.entity.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { InboxesService } from '../channels/inboxes.service.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, notFound } from '../platform/http/refusal.js';
import { CallViews } from './call-views.service.js';

export type Supervising = 'listen' | 'whisper' | 'join';

/** A lead hears a call, whispers to their agent, or speaks with both; and changes between these without leaving. */
@Injectable()
export class Supervision {
  constructor(
    private readonly calls: CallsService,
    private readonly controls: CallControls,
    private readonly inboxes: InboxesService,
    private readonly views: CallViews,
  ) {}

  async enter(actor: Actor, id: string, how: Supervising): Promise<void> {
    const call = await this.views.visible(actor, id);
    if (call.state !== 'talking') throw conflict('not_talking', 'Nobody talks in this call now.');
    const parts = await this.calls.parts([id]);
    if (parts.some((part) => part.userId === actor.id && part.kind === 'agent' && part.state !== 'left'))
      throw conflict('in_this_call', 'You take part in this call already.');
    const line = await this.inboxes.line(call.inboxId);
    const control = this.controls.of(call.channel);
    const heard = hearing(how, call, parts);
    const mine = parts.find((part) => isOf(actor, part) && part.state === 'joined');
    const label = `supervisor-${actor.id}`;
    if (mine?.sid) await control.tune(call, line, mine.sid, heard);
    const sid = mine?.sid ?? (await control.add(call, line, { label, to: { userId: actor.id! }, ...heard }));
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, id);
      if (!held) throw notFound('call');
      if (!mine)
        await this.calls.part(tx, { callId: id, kind: 'supervisor', userId: actor.id, phone: null, label, sid });
      await this.calls.change(tx, held, { facts: { ...held.facts, [`supervises:${actor.id}`]: how } });
    });
  }

  async leave(actor: Actor, id: string): Promise<void> {
    const call = await this.calls.find(id);
    const mine = (await this.calls.parts([id])).find((part) => isOf(actor, part) && part.state !== 'left');
    if (!call || !mine) throw notFound('call');
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, id);
      await this.calls.partMoved(tx, id, mine.label, 'left');
      if (held) await this.calls.change(tx, held, {});
    });
    if (mine.sid) await this.controls.of(call.channel).remove(call, await this.inboxes.line(call.inboxId), mine.sid);
  }
}

const isOf = (actor: Actor, { kind, userId }: CallPart): boolean => kind === 'supervisor' && userId === actor.id;

/** Who whispers is heard by the agent alone; where no agent is on the line, by nobody. */
function hearing(how: Supervising, call: Call, parts: CallPart[]): Hearing {
  const agent = parts.find(({ userId, sid, state }) => userId === call.agentId && sid && state === 'joined');
  if (how === 'whisper' && !agent) throw conflict('no_agent', 'No agent of ours is in this call.');
  return { silent: how === 'listen', ...(how === 'whisper' && { whispersTo: agent!.sid! }) };
}
