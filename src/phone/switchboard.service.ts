import { Injectable } from '@nestjs/common';
import { Allowances } from '../channels/calls/allowances.service.js';
import { CallControls } from '../channels/calls/call-controls.service.js';
import { CallPart } from '../channels/calls/call-part.entity.js';
import type { Call } from '../channels/calls/call.entity.js';
import { agentLabel as labelOf } from '../channels/calls/call.rules.js';
import { CallsService } from '../channels/calls/calls.service.js';
import type { Line } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, notFound } from '../platform/http/refusal.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { CallViews } from './call-views.service.js';
import { Telephones } from './extensions/telephones.service.js';

/**
 * What people do with calls that ring and calls that they are in. The row decides who was first; the provider is told
 * afterwards, and where it refuses the call rings again.
 */
@Injectable()
export class Switchboard {
  constructor(
    private readonly calls: CallsService,
    private readonly controls: CallControls,
    private readonly inboxes: InboxesService,
    private readonly views: CallViews,
    private readonly writer: TicketWriter,
    private readonly allowances: Allowances,
    private readonly telephones: Telephones,
  ) {}

  /** However many reach for it, one gets it. */
  async answer(actor: Actor, id: string): Promise<void> {
    const seen = await this.views.visible(actor, id);
    const me = actor.id!;
    const invited = (await this.calls.parts([id])).some(
      ({ userId, state, kind }) => userId === me && state === 'ringing' && kind !== 'device',
    );
    if (seen.state === 'talking' && invited) return this.join(actor, seen);
    const call = await this.taken(actor, seen);
    await this.connect(call, me);
  }

  async decline(actor: Actor, id: string): Promise<void> {
    const seen = await this.views.visible(actor, id);
    const silenced = await this.calls.run(async (tx): Promise<CallPart[]> => {
      const call = await this.held(tx, id);
      const part = await this.calls.partMoved(tx, id, labelOf(actor.id!), 'left');
      if (part) {
        await this.calls.change(tx, call, {});
        return this.telephones.release(tx, id, actor.id!);
      }
      if (call.state === 'waiting' && !call.declined.includes(actor.id!))
        await this.calls.change(tx, call, {
          declined: [...call.declined, actor.id!],
          // Who was wanted does not want: it need not ring at them alone any longer.
          ...(call.wantedUserId === actor.id && { wantedUserId: null }),
        });
      return [];
    });
    await this.telephones.endAll(seen, silenced);
  }

  async hangUp(actor: Actor, id: string): Promise<void> {
    const { call, line } = await this.mine(actor, id);
    await this.controls.of(call.channel).hangUp(call, line);
    await this.calls.run(async (tx) => {
      await this.calls.end(tx, await this.held(tx, id));
    });
  }

  async hold(actor: Actor, id: string, on: boolean): Promise<void> {
    const { call, line } = await this.mine(actor, id);
    await this.controls.of(call.channel).hold(call, line, on);
    await this.changed(id, { held: on });
  }

  async mute(actor: Actor, id: string, on: boolean): Promise<void> {
    const { call, line, part } = await this.mine(actor, id);
    if (part.sid) await this.controls.of(call.channel).mute(call, line, part.sid, on);
    await this.changed(id, { muted: on });
  }

  async pauseRecording(actor: Actor, id: string, on: boolean): Promise<void> {
    const { call, line } = await this.mine(actor, id);
    if (call.facts.record !== 'yes') throw conflict('not_recorded', 'This call is not recorded.');
    await this.controls.of(call.channel).pauseRecording(call, line, on);
    await this.changed(id, { recording: !on });
  }

  /** What it was is written on the ticket; the person is free again. */
  async wrapUp(actor: Actor, id: string): Promise<void> {
    await this.calls.run(async (tx) => {
      const call = await this.calls.lock(tx, id);
      if (!call || call.agentId !== actor.id) throw notFound('call');
      await this.calls.wrap(tx, call);
    });
  }

  /** The call in which this person takes part, with their part of it. */
  async mine(actor: Actor, id: string): Promise<{ call: Call; line: Line; part: CallPart }> {
    const call = await this.calls.find(id);
    const part = (await this.calls.parts([id])).find(
      ({ userId, state, kind }) => userId === actor.id && state !== 'left' && kind === 'agent',
    );
    if (!call || !part || (part.state === 'ringing' && call.agentId !== actor.id)) throw notFound('call');
    if (call.state === 'ended') throw conflict('call_over', 'This call is over.');
    return { call, part, line: await this.inboxes.line(call.inboxId) };
  }

  async held(tx: Tx, id: string): Promise<Call> {
    const call = await this.calls.lock(tx, id);
    if (!call) throw notFound('call');
    return call;
  }

  private async taken(actor: Actor, seen: Call): Promise<Call> {
    const me = actor.id!;
    // A call back: what is dialled is asked for before anything is dialled.
    const allowed =
      seen.direction === 'out'
        ? await this.allowances.dialable(me, await this.inboxes.line(seen.inboxId), seen.to)
        : null;
    try {
      return await this.calls.run(async (tx) => {
        // The ticket first, always: whoever assigns or closes it holds it too.
        const ticket = seen.ticketId ? await this.writer.lock(tx, seen.ticketId) : null;
        const call = await this.held(tx, seen.id);
        if (call.state !== 'waiting') throw taken(call);
        await this.calls.part(tx, {
          callId: call.id,
          kind: 'agent',
          userId: me,
          phone: null,
          label: labelOf(me),
          sid: null,
        });
        const facts = { ...call.facts, ...(allowed && { dialledBy: me, price: String(allowed.price) }) };
        await this.calls.become(tx, call, 'connecting', {
          agentId: me,
          wantedUserId: null,
          wantedExtensionId: null,
          facts,
        });
        if (allowed) tx.emit('call.dialled', { callId: call.id, userId: me });
        if (ticket && ticket.assigneeId === null && ticket.mergedIntoId === null)
          await this.writer.apply(tx, ticket, actor, { assigneeId: me }, { call: call.id });
        return call;
      });
    } catch (error) {
      if (this.calls.isSecondCall(error)) throw conflict('in_a_call', 'You are in a call already.');
      throw error;
    }
  }

  private async connect(call: Call, me: string): Promise<void> {
    const line = await this.inboxes.line(call.inboxId);
    try {
      const sid = await this.controls.of(call.channel).add(call, line, { label: labelOf(me), to: { userId: me } });
      await this.calls.run((tx) => this.calls.partLeg(tx, call.id, labelOf(me), sid));
    } catch (error) {
      await this.calls.run(async (tx) => {
        const held = await this.held(tx, call.id);
        await this.calls.partMoved(tx, call.id, labelOf(me), 'left');
        if (held.state === 'connecting') await this.calls.become(tx, held, 'waiting', { agentId: null });
      });
      throw error;
    }
  }

  /** Who is asked comes in once: here, or at a telephone of theirs. */
  private async join(actor: Actor, call: Call): Promise<void> {
    const line = await this.inboxes.line(call.inboxId);
    const me = actor.id!;
    const silenced = await this.calls.run(async (tx) => {
      await this.held(tx, call.id);
      const mine = (await this.calls.parts([call.id])).find(({ label }) => label === labelOf(me));
      if (mine?.state !== 'ringing' || mine.sid) throw conflict('answered_elsewhere', 'You have answered already.');
      await this.calls.partComes(tx, call.id, labelOf(me));
      return this.telephones.release(tx, call.id, me);
    });
    await this.telephones.end(call, line, silenced);
    const sid = await this.controls.of(call.channel).add(call, line, { label: labelOf(me), to: { userId: me } });
    await this.calls.run((tx) => this.calls.partLeg(tx, call.id, labelOf(me), sid));
  }

  private async changed(id: string, change: Partial<Call>): Promise<void> {
    await this.calls.run(async (tx) => {
      const call = await this.held(tx, id);
      if (call.state !== 'ended') await this.calls.change(tx, call, change);
    });
  }
}

const taken = (call: Call) =>
  call.state === 'ended'
    ? conflict('call_over', 'The caller has hung up.')
    : conflict('call_taken', 'Somebody else was first.');
