import { Injectable } from '@nestjs/common';
import { CallControls } from '../../channels/calls/call-controls.service.js';
import type { Call } from '../../channels/calls/call.entity.js';
import type { CallPart } from '../../channels/calls/call-part.entity.js';
import type {} from '../../channels/calls/call.events.js';
import { CallsService } from '../../channels/calls/calls.service.js';
import type { Extension, ExtensionTarget } from '../../channels/calls/extension.entity.js';
import { Extensions } from '../../channels/calls/extensions.service.js';
import type { Line } from '../../channels/contract.js';
import { InboxesService } from '../../channels/inboxes.service.js';
import { ActorsService } from '../../identity/sessions/actors.service.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { RingingCalls } from '../ringing-calls.service.js';
import { Hunting } from './hunting.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'phone.ring-devices': Record<string, never>;
  }
}

interface Telephone {
  label: string;
  owner: Extension;
  target: ExtensionTarget;
}

/** Mobiles and desk phones of whoever a call rings at. The console rings by itself; whoever answers first has the call. */
@Injectable()
export class DeviceRinging {
  private readonly log = Logs.for('phone');

  constructor(
    private readonly calls: CallsService,
    private readonly controls: CallControls,
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

  @Subscribe('call.answered', { name: 'phone.devices-answered', lane: 'near' })
  answered({ callId }: Events['call.answered']): Promise<void> {
    return this.silence(callId);
  }

  @Subscribe('call.ended', { name: 'phone.devices-ended', lane: 'near' })
  ended({ callId }: Events['call.ended']): Promise<void> {
    return this.silence(callId);
  }

  /** In a group or a team the next one's turn comes without anything having happened. */
  @Job('phone.ring-devices', { every: 5_000 })
  async next(): Promise<void> {
    const waiting = (await this.calls.open()).filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    const ofTeams = await this.ofTeams();
    for (const call of waiting) await this.ring(call, ofTeams);
  }

  /** Nothing rings for this call any longer. */
  async silence(callId: string): Promise<void> {
    const ringing = (await this.calls.parts([callId])).filter(isRinging);
    if (ringing.length === 0) return;
    const call = await this.calls.find(callId);
    if (call) await this.stop(call, await this.inboxes.line(call.inboxId), ringing);
  }

  private async ring(call: Call, ofTeams: ReadonlyMap<string, Extension[]>): Promise<void> {
    const turn = (await this.hunting.turn(call)) ?? ofTeams.get(call.id) ?? [];
    const wanted = turn.flatMap((owner) =>
      owner.targets.map((target, at): Telephone => ({ label: `device-${owner.number}-${at}`, owner, target })),
    );
    const parts = (await this.calls.parts([call.id])).filter(({ kind }) => kind === 'device');
    const over = parts.filter((part) => isRinging(part) && !wanted.some(({ label }) => label === part.label));
    const since = new Date(call.facts.rings ?? call.startedAt);
    const fresh = wanted.filter(({ label }) => !parts.some((part) => part.label === label && part.at >= since));
    if (over.length + fresh.length === 0) return;
    const line = await this.inboxes.line(call.inboxId);
    await this.stop(call, line, over);
    for (const one of fresh) await this.begin(call, line, one, since);
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

  private async begin(call: Call, line: Line, { label, owner, target }: Telephone, since: Date): Promise<void> {
    const control = this.controls.of(call.channel);
    const to = addressOf(owner, target);
    if (!to) return;
    const isMine = await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      const rung = await tx.query('select 1 from call_parts where call_id = $1 and label = $2 and at >= $3', [
        call.id,
        label,
        since,
      ]);
      if (held?.state !== 'waiting' || rung.length > 0) return false;
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
      await this.calls.run((tx) =>
        tx.query('update call_parts set sid = coalesce(sid, $3) where call_id = $1 and label = $2', [
          call.id,
          label,
          sid,
        ]),
      );
    } catch (error) {
      this.log.warn({ err: error, callId: call.id, label }, 'a telephone could not be rung at');
      await this.calls.run((tx) => this.calls.partMoved(tx, call.id, label, 'left'));
    }
  }

  private async stop(call: Call, line: Line, parts: CallPart[]): Promise<void> {
    for (const { label, sid } of parts) {
      await this.calls.run((tx) => this.calls.partMoved(tx, call.id, label, 'left'));
      if (sid) await this.controls.of(call.channel).remove(call, line, sid);
    }
  }
}

const isRinging = ({ kind, state }: CallPart): boolean => kind === 'device' && state === 'ringing';

function addressOf({ sip }: Extension, target: ExtensionTarget): string | null {
  if (target.kind === 'mobile') return target.phone;
  return sip ? `sip:${sip.username}@${sip.domain}` : null;
}
