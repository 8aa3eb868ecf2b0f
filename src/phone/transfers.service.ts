import { Injectable } from '@nestjs/common';
import { CallControls } from '../channels/calls/call-controls.service.js';
import type { Call } from '../channels/calls/call.entity.js';
import { CallsService } from '../channels/calls/calls.service.js';
import type { Line } from '../channels/contract.js';
import { UsersService } from '../identity/people/users.service.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid } from '../platform/http/refusal.js';
import type { TransferBody } from './phone.dto.js';
import { labelOf, Switchboard } from './switchboard.service.js';

/** Gives a call to somebody else: at once (cold), or after talking with them while the customer is on hold (warm). */
@Injectable()
export class Transfers {
  constructor(
    private readonly calls: CallsService,
    private readonly controls: CallControls,
    private readonly switchboard: Switchboard,
    private readonly users: UsersService,
  ) {}

  async begin(actor: Actor, id: string, { userId, phone, warm }: TransferBody): Promise<void> {
    if ((userId === undefined) === (phone === undefined)) throw invalid('userId', 'a colleague or a number');
    const { call, line } = await this.switchboard.mine(actor, id);
    if (call.state !== 'talking') throw conflict('not_talking', 'Nobody talks in this call now.');
    if (userId !== undefined) {
      if (userId === actor.id) throw invalid('userId', 'is yourself');
      if (!(await this.users.briefs([userId])).has(userId)) throw invalid('userId', 'is nobody of this desk');
      await this.controls.of(call.channel).hold(call, line, true);
      return warm ? this.askIn(id, userId) : this.pass(actor, call, line, userId);
    }
    const number = this.controls.of(call.channel).dialable(line, phone!);
    await this.callIn(call, line, number, warm);
    if (!warm) await this.leave(actor, call, line);
  }

  /** The colleague has the customer now. */
  async complete(actor: Actor, id: string): Promise<void> {
    const { call, line } = await this.switchboard.mine(actor, id);
    const parts = await this.calls.parts([id]);
    const joined = parts.some(
      (part) => part.state === 'joined' && part.userId !== actor.id && part.kind !== 'supervisor',
    );
    if (!joined) throw conflict('nobody_joined', 'Nobody has joined yet.');
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

  /** It rings at the colleague, and at the team where they do not answer. */
  private async pass(actor: Actor, call: Call, line: Line, userId: string): Promise<void> {
    const part = (await this.calls.parts([call.id])).find((one) => one.userId === actor.id);
    await this.calls.run(async (tx) => {
      const held = await this.switchboard.held(tx, call.id);
      await this.calls.partMoved(tx, call.id, labelOf(actor.id!), 'left');
      await this.calls.become(tx, held, 'waiting', { agentId: null, wantedUserId: userId, held: true });
    });
    if (part?.sid) await this.controls.of(call.channel).remove(call, line, part.sid);
  }

  private async askIn(callId: string, userId: string): Promise<void> {
    await this.calls.run(async (tx) => {
      const call = await this.switchboard.held(tx, callId);
      await this.calls.part(tx, { callId, kind: 'agent', userId, phone: null, label: labelOf(userId), sid: null });
      await this.calls.change(tx, call, { held: true });
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
    await this.calls.run((tx) =>
      tx.query('update call_parts set sid = $3 where call_id = $1 and label = $2', [call.id, label, sid]),
    );
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
