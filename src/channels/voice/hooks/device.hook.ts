import { Injectable } from '@nestjs/common';
import { isId } from '../../../platform/ids.js';
import { UsersService } from '../../../identity/people/users.service.js';
import type { CallPart } from '../../calls/call-part.entity.js';
import type { Call } from '../../calls/call.entity.js';
import { agentLabel } from '../../calls/call.rules.js';
import { CallsService } from '../../calls/calls.service.js';
import type { Line } from '../../contract.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import type { Language } from '../flow/flow.js';
import { hangUp, joinConference, pressOne } from '../flow/other-answers.js';
import { spoken } from '../flow/spoken.js';
import { VoiceControl } from '../voice-control.js';

interface DeviceLeg {
  label: string;
  sid: string;
}

/** A telephone of a colleague was answered. Who accepts has the call, if nobody was first; or comes in, where they were asked. */
@Injectable()
export class DeviceHook {
  constructor(
    private readonly calls: CallsService,
    private readonly control: VoiceControl,
    private readonly urls: HookUrls,
    private readonly users: UsersService,
  ) {}

  async answered(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<string> {
    const call = isId(query.call ?? '') ? await this.calls.find(query.call!) : null;
    const label = query.label ?? '';
    if (!call || call.inboxId !== line.id) return hangUp();
    const asked = call.state === 'talking' ? await this.asked(call, label) : null;
    if (call.state !== 'waiting' && !asked) return hangUp();
    if (query.press !== undefined && params.Digits === undefined) {
      const language = (call.facts.language ?? call.language) as Language;
      const { whisper, asked: askedBy } = spoken(language);
      const words = asked ? askedBy(await this.nameOf(call.agentId)) : whisper;
      return pressOne(language, words, this.urls.of(line.id, 'voice/device', query));
    }
    if (query.press !== undefined && params.Digits !== '1') return hangUp();
    const leg = { label, sid: params.CallSid ?? '' };
    const joined = asked ? await this.comesIn(line, call, leg) : await this.taken(call, leg);
    return joined ? joinConference({ ...this.control.conferenceOf(call, line), label: joined }) : hangUp();
  }

  /** A colleague is asked for a word, and this telephone of theirs rings for it. Null where that is over. */
  private async asked(call: Call, label: string): Promise<CallPart | null> {
    const parts = await this.calls.parts([call.id]);
    const device = parts.find((part) => part.label === label && part.kind === 'device' && part.state === 'ringing');
    const part = device?.userId && parts.find((one) => one.label === agentLabel(device.userId!));
    return part && part.state === 'ringing' && part.sid === null ? part : null;
  }

  /** Into the conversation that goes on; the same leg as if they had answered in their console. Their other telephones fall silent. */
  private async comesIn(line: Line, seen: Call, { label, sid }: DeviceLeg): Promise<string | null> {
    const { joined, others } = await this.calls.run(async (tx) => {
      const call = await this.calls.lock(tx, seen.id);
      const part = call?.state === 'talking' ? await this.asked(call, label) : null;
      const device = part && (await this.calls.partMoved(tx, call!.id, label, 'left'));
      if (!call || !part || !device) return { joined: null, others: [] };
      const { userId, phone } = device;
      const ringing = (await this.calls.parts([call.id])).filter(
        (one) => one.kind === 'device' && one.state === 'ringing' && one.userId === userId && one.label !== label,
      );
      for (const other of ringing) await this.calls.partMoved(tx, call.id, other.label, 'left');
      await this.calls.part(tx, { callId: call.id, kind: 'agent', userId, phone, label: part.label, sid });
      await this.calls.change(tx, call, {});
      return { joined: part.label, others: ringing };
    });
    for (const other of others) if (other.sid) await this.control.remove(seen, line, other.sid);
    return joined;
  }

  private async nameOf(userId: string | null): Promise<string> {
    return (userId && (await this.users.briefs([userId])).get(userId)?.name) || '';
  }

  /** As whom they take part; null where the call is somebody else's, or they are in another one. */
  private async taken(seen: Call, { label, sid }: DeviceLeg): Promise<string | null> {
    try {
      return await this.calls.run(async (tx) => {
        const call = await this.calls.lock(tx, seen.id);
        if (!call || call.state !== 'waiting') return null;
        const device = await this.calls.partMoved(tx, call.id, label, 'left');
        if (!device?.userId) return null;
        const { userId, phone } = device;
        const joined = agentLabel(userId);
        await this.calls.part(tx, { callId: call.id, kind: 'agent', userId, phone, label: joined, sid });
        await this.calls.become(tx, call, 'connecting', {
          agentId: userId,
          wantedUserId: null,
          wantedExtensionId: null,
        });
        return joined;
      });
    } catch (error) {
      if (this.calls.isSecondCall(error)) return null;
      throw error;
    }
  }
}
