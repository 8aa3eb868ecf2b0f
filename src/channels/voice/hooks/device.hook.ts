import { Injectable } from '@nestjs/common';
import { isId } from '../../../platform/ids.js';
import type { Call } from '../../calls/call.entity.js';
import { agentLabel } from '../../calls/call.rules.js';
import { CallsService } from '../../calls/calls.service.js';
import type { Line } from '../../contract.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import type { Language } from '../flow/flow.js';
import { hangUp, joinConference, pressOne } from '../flow/other-answers.js';
import { spoken } from '../flow/spoken.js';
import { VoiceControl } from '../voice-control.js';

/** A telephone of a colleague was answered. Who accepts has the call, if nobody was first. */
@Injectable()
export class DeviceHook {
  constructor(
    private readonly calls: CallsService,
    private readonly control: VoiceControl,
    private readonly urls: HookUrls,
  ) {}

  async answered(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<string> {
    const call = isId(query.call ?? '') ? await this.calls.find(query.call!) : null;
    const label = query.label ?? '';
    if (!call || call.inboxId !== line.id || call.state !== 'waiting') return hangUp();
    if (query.press !== undefined && params.Digits === undefined) {
      const language = (call.facts.language ?? call.language) as Language;
      return pressOne(language, spoken(language).whisper, this.urls.of(line.id, 'voice/device', query));
    }
    if (query.press !== undefined && params.Digits !== '1') return hangUp();
    const joined = await this.taken(call, label, params.CallSid ?? '');
    return joined ? joinConference({ ...this.control.conferenceOf(call, line), label: joined }) : hangUp();
  }

  /** As whom they take part; null where the call is somebody else's, or they are in another one. */
  private async taken(seen: Call, label: string, sid: string): Promise<string | null> {
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
