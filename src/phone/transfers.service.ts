import { Injectable } from '@nestjs/common';
import { CallControls } from '../channels/calls/call-controls.service.js';
import type { Call } from '../channels/calls/call.entity.js';
import { agentLabel as labelOf } from '../channels/calls/call.rules.js';
import { CallsService } from '../channels/calls/calls.service.js';
import type { Line } from '../channels/contract.js';
import { Extensions } from '../channels/calls/extensions.service.js';
import type { CallPart } from '../channels/calls/call-part.entity.js';
import { UsersService } from '../identity/people/users.service.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid } from '../platform/http/refusal.js';
import { Allowances } from '../channels/calls/allowances.service.js';
import type { TransferBody } from './phone.dto.js';
import { Switchboard } from './switchboard.service.js';

/** Gives a call to somebody else: at once (cold), or after talking with them while the customer is on hold (warm). */
@Injectable()
export class Transfers {
  constructor(
    private readonly calls: CallsService,
    private readonly controls: CallControls,
    private readonly switchboard: Switchboard,
    private readonly users: UsersService,
    private readonly extensions: Extensions,
    private readonly allowances: Allowances,
  ) {}

  async begin(actor: Actor, id: string, { userId, extensionId, phone, warm }: TransferBody): Promise<void> {
    if ([userId, extensionId, phone].filter((one) => one !== undefined).length !== 1)
      throw invalid('userId', 'a colleague, an extension or a number');
    const { call, line } = await this.switchboard.mine(actor, id);
    if (call.state !== 'talking') throw conflict('not_talking', 'Nobody talks in this call now.');
    if (extensionId !== undefined) return this.toExtension(actor, call, line, extensionId, warm);
    if (userId !== undefined) {
      if (userId === actor.id) throw invalid('userId', 'is yourself');
      if (!(await this.users.briefs([userId])).has(userId)) throw invalid('userId', 'is nobody of this desk');
      await this.controls.of(call.channel).hold(call, line, true);
      return warm ? this.askIn(id, userId, null) : this.pass(actor, call, line, { wantedUserId: userId });
    }
    const { number } = await this.allowances.dialable(actor.id!, line, phone!);
    await this.callIn(call, line, number, warm);
    if (!warm) await this.leave(actor, call, line);
  }

  /** All of them talk: the customer, and whoever was asked in. */
  async together(actor: Actor, id: string): Promise<void> {
    const { call, line } = await this.switchboard.mine(actor, id);
    if (!this.hasJoined(await this.calls.parts([id]), actor.id!))
      throw conflict('nobody_joined', 'Nobody has joined yet.');
    if (call.held) await this.controls.of(call.channel).hold(call, line, false);
    await this.calls.run(async (tx) => {
      await this.calls.change(tx, await this.switchboard.held(tx, id), { held: false });
    });
  }

  /** The colleague has the customer now. */
  async complete(actor: Actor, id: string): Promise<void> {
    const { call, line } = await this.switchboard.mine(actor, id);
    if (!this.hasJoined(await this.calls.parts([id]), actor.id!))
      throw conflict('nobody_joined', 'Nobody has joined yet.');
    if (call.held) await this.controls.of(call.channel).hold(call, line, false);
    await this.leave(actor, call, line);
  }

  /** Back to the customer, without the colleague. */
  async cancel(actor: Actor, id: string): Promise<void> {
    const { call, line } = await this.switchboard.mine(actor, id);
    const control = this.controls.of(call.channel);
    const others = (await this.calls.parts([id])).filter(
      (part) => part.state !== 'left' && part.userId !== actor.id && part.kind !== 'supervisor',
    );
    await this.calls.run(async (tx) => {
      const held = await this.switchboard.held(tx, id);
      for (const { label } of others) await this.calls.partMoved(tx, id, label, 'left');
      await this.calls.change(tx, held, { held: false });
    });
    for (const { sid } of others) if (sid) await control.remove(call, line, sid);
    if (call.held) await control.hold(call, line, false);
  }

  /** At all of its telephones; with a word before only to a person, because nobody is held for a group. */
  private async toExtension(actor: Actor, call: Call, line: Line, id: string, warm: boolean): Promise<void> {
    const extension = await this.extensions.one(id);
    if (!extension) throw invalid('extensionId', 'is no extension');
    if (extension.userId === actor.id) throw invalid('extensionId', 'is your own');
    if (extension.kind === 'outside') {
      const { number } = await this.allowances.dialable(actor.id!, line, extension.phone!);
      await this.callIn(call, line, number, warm);
      return warm ? undefined : this.leave(actor, call, line);
    }
    if (warm && extension.kind === 'group') throw invalid('warm', 'is only possible with one person');
    await this.controls.of(call.channel).hold(call, line, true);
    if (warm) return this.askIn(call.id, extension.userId!, id);
    await this.pass(actor, call, line, { wantedExtensionId: id, wantedUserId: extension.userId });
  }

  /** It rings at the colleague, and at the team where they do not answer. */
  private async pass(actor: Actor, call: Call, line: Line, wanted: Partial<Call>): Promise<void> {
    const part = (await this.calls.parts([call.id])).find((one) => one.userId === actor.id);
    await this.calls.run(async (tx) => {
      const held = await this.switchboard.held(tx, call.id);
      await this.calls.partMoved(tx, call.id, labelOf(actor.id!), 'left');
      await this.calls.become(tx, held, 'waiting', { agentId: null, held: true, ...wanted });
    });
    if (part?.sid) await this.controls.of(call.channel).remove(call, line, part.sid);
  }

  private hasJoined(parts: CallPart[], userId: string): boolean {
    return parts.some((part) => part.state === 'joined' && part.userId !== userId && part.kind !== 'supervisor');
  }

  private async askIn(callId: string, userId: string, extensionId: string | null): Promise<void> {
    await this.calls.run(async (tx) => {
      const call = await this.switchboard.held(tx, callId);
      await this.calls.part(tx, { callId, kind: 'agent', userId, phone: null, label: labelOf(userId), sid: null });
      await this.calls.change(tx, call, { held: true });
      tx.emit('call.asked', { callId, userId, extensionId });
    });
  }

  private async callIn(call: Call, line: Line, number: string, warm: boolean): Promise<void> {
    const control = this.controls.of(call.channel);
    if (warm) await control.hold(call, line, true);
    const label = `outside-${number.slice(1)}`;
    await this.calls.run(async (tx) => {
      const held = await this.switchboard.held(tx, call.id);
      await this.calls.part(tx, { callId: call.id, kind: 'outside', userId: null, phone: number, label, sid: null });
      await this.calls.change(tx, held, { held: warm });
    });
    const sid = await control.add(call, line, { label, to: { phone: number } });
    await this.calls.run((tx) => this.calls.partLeg(tx, call.id, label, sid));
  }

  private async leave(actor: Actor, call: Call, line: Line): Promise<void> {
    const mine = (await this.calls.parts([call.id])).find(({ userId }) => userId === actor.id);
    await this.calls.run(async (tx) => {
      const held = await this.switchboard.held(tx, call.id);
      await this.calls.partMoved(tx, call.id, labelOf(actor.id!), 'left');
      const heir = (await this.calls.parts([call.id])).find(
        ({ kind, state, userId }) => kind === 'agent' && state === 'joined' && userId !== actor.id,
      );
      await this.calls.change(tx, held, { agentId: heir?.userId ?? null, held: false, muted: false });
    });
    if (mine?.sid) await this.controls.of(call.channel).remove(call, line, mine.sid);
  }
}
