import twilio from 'twilio';
import type { Line } from '../../../src/channels/contract.js';
import { TwilioAccounts } from '../../../src/channels/twilio/accounts.service.js';
import { channelContract } from '../../channel-contract.js';
import type { TestApp } from '../../harness/app.js';

const NUMBER = '+14155550100';
const numberOf = (name: string): string => `whatsapp:+1415${String(5_550_000 + Number(name.replace(/\D/g, '') || 1))}`;

let desk: TestApp;
const account = (line: Pick<Line, 'id' | 'settings'>) => desk.get(TwilioAccounts).of(line);
const form = (params: Record<string, string>): Buffer => Buffer.from(new URLSearchParams(params).toString());

/** The same line as by the Cloud API, through Twilio. */
channelContract({
  kind: 'whatsapp',
  install: (app) => (desk = app),
  inbox: { address: NUMBER, settings: { provider: 'twilio', account: 'simulated' } },
  says: (from, text, id, line) => ({
    key: id,
    raw: form({
      MessageSid: `SM-${id}`,
      AccountSid: account(line).sid,
      From: numberOf(from),
      To: `whatsapp:${NUMBER}`,
      ProfileName: 'Ana',
      Body: text,
      NumMedia: '0',
    }),
    meta: { kind: 'message' },
  }),
  unreadable: Buffer.from('Body=without+anything+else'),
  receipt: (externalId, state, id) => ({
    key: id,
    raw: form({ MessageSid: externalId, MessageStatus: state, From: `whatsapp:${NUMBER}`, To: numberOf('1') }),
    meta: { kind: 'status' },
  }),
  hook: {
    path: 'twilio',
    below: 'sms',
    headers: (body, line, publicUrl) => {
      const { tokens } = account(line);
      const params = Object.fromEntries(new URLSearchParams(body.toString()));
      return { 'X-Twilio-Signature': twilio.getExpectedTwilioSignature(tokens[0]!, publicUrl, params) };
    },
  },
});
