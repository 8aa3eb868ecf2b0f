import { Injectable } from '@nestjs/common';
import { CallControls } from '../../channels/calls/call-controls.service.js';
import type { CallPart } from '../../channels/calls/call-part.entity.js';
import type { Call } from '../../channels/calls/call.entity.js';
import { deviceLabel } from '../../channels/calls/call.rules.js';
import { CallsService } from '../../channels/calls/calls.service.js';
import type { Extension, ExtensionTarget } from '../../channels/calls/extension.entity.js';
import type { Line } from '../../channels/contract.js';
import { InboxesService } from '../../channels/inboxes.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Logs } from '../../platform/telemetry/logs.js';

/** As long as anything rings, where nobody has said otherwise. */
export const RING_SECONDS = 25;

export interface Telephone {
  label: string;
  owner: Extension;
  target: ExtensionTarget;
}

/** What has to hold still, once the call is held, for a telephone to ring; and since when it may have rung already. */
export interface Occasion {
  since: Date;
  still(tx: Tx, held: Call): Promise<boolean> | boolean;
}

export const telephonesOf = (owner: Extension): Telephone[] =>
  owner.targets.map((target, at) => ({ label: deviceLabel(owner.number, at), owner, target }));

export const isRinging = ({ kind, state }: CallPart): boolean => kind === 'device' && state === 'ringing';

/** In the console, for a word before a transfer. */
export const isAsked = ({ kind, state }: CallPart): boolean => kind === 'agent' && state === 'ringing';

/** Mobiles and desk phones, one by one: rung at once for each call that rings at their owner, and silenced. */
@Injectable()
export class Telephones {
  private readonly log = Logs.for('phone');

  constructor(
    private readonly calls: CallsService,
    private readonly controls: CallControls,
    private readonly inboxes: InboxesService,
  ) {}

  async ring(call: Call, line: Line, { label, owner, target }: Telephone, occasion: Occasion): Promise<void> {
    const control = this.controls.of(call.channel);
    const to = addressOf(owner, target);
    if (!to) return;
    const isMine = await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      const rung = await tx.query('select 1 from call_parts where call_id = $1 and label = $2 and at >= $3', [
        call.id,
        label,
        occasion.since,
      ]);
      if (!held || rung.length > 0 || !(await occasion.still(tx, held))) return false;
      await this.calls.part(tx, { callId: call.id, kind: 'device', userId: owner.userId, phone: to, label, sid: null });
      return true;
    });
    if (!isMine) return;
    try {
      const press = target.kind === 'mobile';
      const sid = await control.ring(call, line, {
        label,
        to: press ? control.dialable(line, to) : to,
        press,
        seconds: owner.ringSeconds,
      });
      await this.calls.run((tx) => this.calls.partLeg(tx, call.id, label, sid));
    } catch (error) {
      this.log.warn({ err: error, callId: call.id, label }, 'a telephone could not be rung at');
      await this.calls.run((tx) => this.calls.partMoved(tx, call.id, label, 'left'));
    }
  }

  async stop(call: Call, line: Line, parts: CallPart[]): Promise<void> {
    for (const { label } of parts) await this.calls.run((tx) => this.calls.partMoved(tx, call.id, label, 'left'));
    await this.end(call, line, parts);
  }

  /** Whoever presses 1 from now on is too late. What is returned must be ended when that is committed. */
  async release(tx: Tx, callId: string, userId: string): Promise<CallPart[]> {
    const ringing = (await this.calls.parts([callId])).filter((part) => isRinging(part) && part.userId === userId);
    const released = [];
    for (const { label } of ringing) released.push(await this.calls.partMoved(tx, callId, label, 'left'));
    return released.filter((part) => part !== null);
  }

  async end(call: Call, line: Line, parts: CallPart[]): Promise<void> {
    for (const { sid } of parts) if (sid) await this.controls.of(call.channel).remove(call, line, sid);
  }

  async endAll(call: Call, parts: CallPart[]): Promise<void> {
    if (parts.length > 0) await this.end(call, await this.inboxes.line(call.inboxId), parts);
  }
}

function addressOf({ sip }: Extension, target: ExtensionTarget): string | null {
  if (target.kind === 'mobile') return target.phone;
  return sip ? `sip:${sip.username}@${sip.domain}` : null;
}
