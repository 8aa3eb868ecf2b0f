import { Injectable } from '@nestjs/common';
import { isId } from '../../../platform/ids.js';
import type { Call } from '../../calls/call.entity.js';
import { CallsService } from '../../calls/calls.service.js';
import type { Line } from '../../contract.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import type { Language } from '../flow/flow.js';
import { askConsent, hangUp, joinConference, sayOnly } from '../flow/other-answers.js';
import { spoken } from '../flow/spoken.js';
import { VoiceControl } from '../voice-control.js';
import { recordingOf } from '../voice.settings.js';

/** Somebody whom we called has answered: before anybody talks with them they hear that it is recorded, or are asked. */
@Injectable()
export class OutboundHook {
  constructor(
    private readonly calls: CallsService,
    private readonly control: VoiceControl,
    private readonly urls: HookUrls,
  ) {}

  async answered(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<string> {
    const call = isId(query.call ?? '') ? await this.calls.find(query.call!) : null;
    if (!call || call.inboxId !== line.id || call.direction !== 'out' || call.state === 'ended') return hangUp();
    const language = languageOf(call);
    const mode = recordingOf(line, call.to);
    if (mode === 'opt-in' && params.Digits === undefined)
      return askConsent(
        language,
        spoken(language).mayRecord,
        this.urls.of(line.id, 'voice/outbound', { call: call.id }),
      );
    const record = mode === 'notice' || (mode === 'opt-in' && params.Digits === '1') ? 'yes' : 'no';
    const heard = await this.learn(call, record);
    const told = mode === 'notice' ? { language, text: spoken(language).recorded } : undefined;
    return joinConference({ ...this.control.conferenceOf(heard, line), told });
  }

  /** Of a desk phone's call: said to the other end before the two are connected. */
  async whispered(line: Line, query: Record<string, string>): Promise<string> {
    const call = isId(query.call ?? '') ? await this.calls.find(query.call!) : null;
    if (!call || call.inboxId !== line.id) return hangUp();
    return sayOnly(languageOf(call), spoken(languageOf(call)).recorded);
  }

  /** Asked twice, the first answer counts. */
  private learn(seen: Call, record: 'yes' | 'no'): Promise<Call> {
    return this.calls.run(async (tx) => {
      const call = await this.calls.lock(tx, seen.id);
      if (!call) return seen;
      if (call.facts.record === undefined) await this.calls.change(tx, call, { facts: { ...call.facts, record } });
      return call;
    });
  }
}

const languageOf = (call: Call): Language => (call.facts.language ?? call.language) as Language;
