/** A telephone number, and the webhooks that Twilio brings for it. */
import { randomUUID } from 'node:crypto';
import twilio from 'twilio';

const SID = `AC${'8'.repeat(32)}`;
const TOKEN = 'the token of the account of the phone';
const NUMBER = '+551140000000';

export class PhoneLine {
  #hook;
  #calls = 0;

  static async open(api, desk) {
    const line = new PhoneLine();
    const { id } = await api.post('/inboxes', {
      channel: 'voice',
      name: 'Reception',
      address: NUMBER,
      settings: { accountSid: SID, authToken: TOKEN, language: 'en' },
    });
    line.#hook = `${desk.url}/hooks/twilio/${id}/voice`;
    return line;
  }

  /** Somebody calls, each time from another number. */
  ring() {
    this.#calls += 1;
    const params = {
      CallSid: `CA${randomUUID().replaceAll('-', '')}`,
      AccountSid: SID,
      From: `+55119${String(60_000_000 + this.#calls)}`,
      To: NUMBER,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
    };
    return {
      path: new URL(this.#hook).pathname,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(TOKEN, this.#hook, params),
      },
      body: new URLSearchParams(params).toString(),
    };
  }
}
