import { Injectable } from '@nestjs/common';
import { isId } from '../../../platform/ids.js';
import { Logs } from '../../../platform/telemetry/logs.js';
import type { Call } from '../../calls/call.entity.js';
import { CallsService } from '../../calls/calls.service.js';
import type { Line } from '../../contract.js';
import { CallTickets } from '../call-tickets.js';
import { VoiceControl } from '../voice-control.js';
import { isOver } from './twilio-call.js';

const CUSTOMER = 'customer';

/** Twilio tells what happened, late, twice and in any order. What does not fit any more is no news. */
@Injectable()
export class CallStatusHook {
  private readonly log = Logs.for('voice');

  constructor(
    private readonly calls: CallsService,
    private readonly tickets: CallTickets,
    private readonly control: VoiceControl,
  ) {}

  async take(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<void> {
    const call = await this.callOf(line, query, params);
    if (!call) return;
    if (params.ConferenceSid) return this.conference(line, call, params);
    if (query.leg && query.leg !== CUSTOMER) {
      if (isOver(params.CallStatus)) await this.left(line, call, query.leg);
      return;
    }
    if (isOver(params.CallStatus)) await this.over(line, call, params.CallStatus!);
  }

  private async conference(line: Line, call: Call, params: Record<string, string>): Promise<void> {
    const label = params.ParticipantLabel ?? '';
    if (params.StatusCallbackEvent === 'participant-join') return this.joined(line, call, label, params);
    if (params.StatusCallbackEvent === 'participant-leave' && label !== CUSTOMER) return this.left(line, call, label);
    if (params.StatusCallbackEvent === 'conference-end' && call.direction === 'out')
      return this.over(line, call, 'completed');
  }

  /** First the colleague, then the customer: nobody is brought into an empty room. */
  private async joined(line: Line, call: Call, label: string, params: Record<string, string>): Promise<void> {
    if (call.state === 'ended') return;
    const withRoom: Call = { ...call, conferenceSid: params.ConferenceSid! };
    const isHere = call.facts.room === 'yes';
    if (label !== CUSTOMER && call.state === 'connecting') {
      if (isHere) await this.control.hold(withRoom, line, false);
      else await this.fetchCustomer(line, withRoom);
    }
    const toRecord = await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (!held || held.state === 'ended') return;
      if (held.conferenceSid !== params.ConferenceSid)
        await this.calls.change(tx, held, { conferenceSid: params.ConferenceSid! });
      if (label === CUSTOMER) {
        const isRecorded = held.facts.record === 'yes';
        const begins = held.state === 'connecting' && held.direction === 'out' && isRecorded;
        const facts = { ...held.facts, room: 'yes' };
        if (held.state === 'connecting') await this.calls.become(tx, held, 'talking', { recording: isRecorded, facts });
        return begins ? held : undefined;
      }
      if (isHere && held.state === 'connecting') await this.calls.become(tx, held, 'talking', { held: false });
      const part = await this.calls.partMoved(tx, held.id, label, 'joined', params.CallSid);
      if (part) await this.calls.change(tx, held, {});
    });
    if (toRecord) await this.recorded(line, toRecord, params.CallSid ?? toRecord.sid!);
  }

  /** Where the provider does not record, nobody is told that it does. */
  private async recorded(line: Line, call: Call, sid: string): Promise<void> {
    try {
      await this.control.record(call, line, sid);
    } catch (error) {
      this.log.warn({ err: error, callId: call.id }, 'a call that should be recorded is not');
      await this.calls.run(async (tx) => {
        const held = await this.calls.lock(tx, call.id);
        if (held) await this.calls.change(tx, held, { recording: false, facts: { ...held.facts, record: 'no' } });
      });
    }
  }

  private async fetchCustomer(line: Line, call: Call): Promise<void> {
    if (call.direction === 'in') return this.control.bringCustomer(call, line);
    // Told twice at once, the customer is still called once.
    const isMine = await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (held?.state !== 'connecting' || held.sid || held.facts.dialling) return false;
      await this.calls.change(tx, held, { facts: { ...held.facts, dialling: 'yes' } });
      return true;
    });
    if (!isMine) return;
    const sid = await this.control.dial(call, line);
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (held && !held.sid) await this.calls.change(tx, held, { sid });
    });
  }

  /**
   * A colleague's leg is gone. Was it the last, the customer waits again: they did not hang up, and a browser that dies ends
   * no call. On a telephone, to hang up is how one ends it.
   */
  private async left(line: Line, call: Call, label: string): Promise<void> {
    const { waitsAgain, ended } = await this.calls.run(
      async (tx): Promise<{ waitsAgain?: Call | null; ended?: Call }> => {
        const held = await this.calls.lock(tx, call.id);
        const part = held && (await this.calls.partMoved(tx, held.id, label, 'left'));
        if (!held || !part || held.state === 'ended' || part.kind === 'device') return {};
        const byTelephone = part.kind === 'agent' && part.phone !== null;
        if (!byTelephone || held.state !== 'talking' || !(await this.calls.isAlone(tx, held, part)))
          return { waitsAgain: await this.calls.withoutPart(tx, held, part) };
        await this.calls.end(tx, held);
        return { ended: held };
      },
    );
    if (ended) return this.control.hangUp(ended, line);
    if (!waitsAgain) return;
    if (waitsAgain.direction === 'out') return this.dialledBySomebodyGone(line, waitsAgain);
    if (call.state === 'talking') await this.control.takeBack(waitsAgain, line);
  }

  /** Who dialled is not there. A call back that nobody has dialled yet rings at the next one; any other call is over. */
  private async dialledBySomebodyGone(line: Line, call: Call): Promise<void> {
    if (call.facts.callBackOf && !call.sid) return;
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (held) await this.calls.end(tx, held);
    });
    await this.control.hangUp(call, line);
  }

  private async over(line: Line, call: Call, status: string): Promise<void> {
    if (call.state === 'ended') return;
    await this.tickets.place(line, call);
    const ended = await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (!held) return null;
      const wasCut = status === 'failed' && held.state === 'talking';
      return (await this.calls.end(tx, held, wasCut ? { dropped: 'yes' } : {})) ? held : null;
    });
    if (ended?.direction === 'out' || call.state === 'connecting') await this.control.clear(call, line);
  }

  private async callOf(
    line: Line,
    query: Record<string, string>,
    params: Record<string, string>,
  ): Promise<Call | null> {
    const id = query.call ?? params.FriendlyName ?? '';
    const call = isId(id) ? await this.calls.find(id) : await this.calls.bySid(line.id, params.CallSid ?? '');
    return call?.inboxId === line.id ? call : null;
  }
}
