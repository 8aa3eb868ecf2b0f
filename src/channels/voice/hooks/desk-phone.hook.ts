import { Injectable } from '@nestjs/common';
import { dialledFrom } from '../../../customers/phone.rules.js';
import { isId } from '../../../platform/ids.js';
import { Refusal } from '../../../platform/http/refusal.js';
import { Allowances } from '../../calls/allowances.service.js';
import type { Call } from '../../calls/call.entity.js';
import { agentLabel } from '../../calls/call.rules.js';
import { CallsService } from '../../calls/calls.service.js';
import type { Extension } from '../../calls/extension.entity.js';
import { Extensions } from '../../calls/extensions.service.js';
import type { Line } from '../../contract.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import { dialInside, dialOut, hangUp, sayAndHangUp } from '../flow/other-answers.js';
import { spoken } from '../flow/spoken.js';
import { recordingOf, settingsOf } from '../voice.settings.js';

/** `sip:201@desk.sip.twilio.com:5061;transport=tls`: who, and where. */
const SIP = /^sip:([^@;]+)@([^:;>]+)/;

/** A desk phone has dialled. What it wants is a wish, as from a browser: where it may call is decided here. */
@Injectable()
export class DeskPhoneHook {
  constructor(
    private readonly calls: CallsService,
    private readonly extensions: Extensions,
    private readonly allowances: Allowances,
    private readonly urls: HookUrls,
  ) {}

  async dialled(line: Line, params: Record<string, string>): Promise<string> {
    const { language } = settingsOf(line);
    const [, username = '', domain = ''] = SIP.exec(params.From ?? '') ?? [];
    const owner = await this.extensions.byDeskPhone(username, domain);
    const wanted = decoded(SIP.exec(params.To ?? '')?.[1] ?? '');
    if (!owner?.userId || !params.CallSid || !wanted) return hangUp();
    const all = await this.extensions.all();
    const inside = all.find(({ number }) => number === wanted);
    if (inside && inside.kind !== 'outside') {
      const addresses = this.extensions.peopleOf(inside, all).flatMap(addressOf);
      if (addresses.length === 0) return sayAndHangUp(language, spoken(language).nobodyThere);
      return dialInside(addresses, inside.ringSeconds, language);
    }
    const to = inside?.phone ?? dialledFrom(line.address ?? '', wanted) ?? wanted;
    try {
      const call = await this.begun(line, params.CallSid, owner, owner.userId, to);
      return dialOut({
        number: call.to,
        callerId: line.address!,
        // A desk phone's own conversation cannot be asked in: who would have to agree first is not recorded.
        ...(recordingOf(line, call.to) === 'notice' && {
          recorded: {
            noticeUrl: this.urls.of(line.id, 'voice/outbound-notice', { call: call.id }),
            recordingUrl: this.urls.told(line.id, 'recording', { call: call.id, kind: 'call' }),
          },
        }),
        overUrl: this.urls.of(line.id, 'voice/desk-phone-over', { call: call.id }),
        answeredUrl: this.urls.told(line.id, 'desk-phone-answered', { call: call.id }),
      });
    } catch (error) {
      if (error instanceof Refusal) return sayAndHangUp(language, spoken(language).mayNot);
      if (this.calls.isSecondCall(error)) return hangUp();
      throw error;
    }
  }

  /** At the other end. */
  async answered(line: Line, query: Record<string, string>): Promise<void> {
    const call = await this.find(line, query.call);
    if (!call) return;
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      if (held) await this.calls.become(tx, held, 'talking');
    });
  }

  async over(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<string> {
    const call = await this.find(line, query.call);
    if (!call) return hangUp();
    await this.calls.run(async (tx) => {
      const held = await this.calls.lock(tx, call.id);
      // That somebody answered may not have been told.
      if (held && Number(params.DialCallDuration) > 0) await this.calls.become(tx, held, 'talking');
      if (held) await this.calls.end(tx, held);
    });
    return hangUp();
  }

  private async begun(line: Line, sid: string, { sip }: Extension, userId: string, to: string): Promise<Call> {
    const known = await this.calls.bySid(line.id, sid);
    if (known) return known;
    const { number, price } = await this.allowances.dialable(userId, line, to);
    return this.calls.run(async (tx) => {
      const call = await this.calls.begin(tx, {
        inboxId: line.id,
        channel: line.channel,
        sid,
        direction: 'out',
        from: line.address ?? '',
        to: number,
        language: settingsOf(line).language,
        state: 'connecting',
        agentId: userId,
        facts: { dialledBy: userId, price: String(price) },
      });
      const label = agentLabel(userId);
      const phone = `sip:${sip!.username}@${sip!.domain}`;
      await this.calls.part(tx, { callId: call.id, kind: 'agent', userId, phone, label, sid });
      await this.calls.partMoved(tx, call.id, label, 'joined', sid);
      tx.emit('call.dialled', { callId: call.id, userId });
      return call;
    });
  }

  private async find(line: Line, id: string | undefined): Promise<Call | null> {
    const call = isId(id ?? '') ? await this.calls.find(id!) : null;
    return call?.inboxId === line.id ? call : null;
  }
}

const addressOf = ({ sip }: Extension): string[] => (sip ? [`sip:${sip.username}@${sip.domain}`] : []);

function decoded(given: string): string {
  try {
    return decodeURIComponent(given);
  } catch {
    return '';
  }
}
