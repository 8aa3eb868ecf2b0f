/** A line with text messages, and the simulated Twilio behind it. */
import { randomUUID } from 'node:crypto';
import twilio from 'twilio';
import { SimulatedMessages } from '../../../../dist/src/channels/twilio/simulator/messages.js';
import { serveSimulator } from '../../../../dist/src/channels/twilio/simulator/simulator-server.js';
import { SimulatedTwilio, WORST } from '../../../../dist/src/channels/twilio/simulator/simulated-twilio.js';

const SID = `AC${'7'.repeat(32)}`;
const TOKEN = 'the token of the account';
const NUMBER = '+14155550100';
const FORM = 'application/x-www-form-urlencoded';

export class SmsLine {
  channel = 'sms';
  #server;
  #messages;
  #twilio;
  #hook;

  /** The provider first: the desk is started with its address. */
  static async open({ gate, worst }) {
    const line = new SmsLine();
    line.#twilio = new SimulatedTwilio({
      tokenOf: async (sid) => (sid === SID ? TOKEN : undefined),
      deliver: (url, headers, body) => gate.bring(new URL(url).pathname + new URL(url).search, headers, body),
      now: () => new Date(),
    });
    if (worst) line.#twilio.weather = WORST;
    line.#messages = new SimulatedMessages(line.#twilio);
    line.#server = await serveSimulator(line.#twilio, 0);
    return line;
  }

  /** Whose other products the account has too. */
  get account() {
    return { twilio: this.#twilio, sid: SID, token: TOKEN };
  }

  get environment() {
    return { TWILIO_API_URL: `http://127.0.0.1:${this.#server.address().port}` };
  }

  async attach(api, desk) {
    const inbox = { channel: 'sms', name: 'Text', address: NUMBER, settings: { accountSid: SID, authToken: TOKEN } };
    const { id } = await api.post('/inboxes', inbox);
    this.inboxId = id;
    this.#hook = `${desk.url}/hooks/twilio/${id}/sms`;
  }

  async say(who, text) {
    await this.#messages.write(SID, { url: this.#hook, from: numberOf(who), to: NUMBER, body: text });
  }

  /** The bare webhook of a message, for whoever brings it without a provider. */
  webhook(who, text) {
    const sid = `SM${randomUUID().replaceAll('-', '')}`;
    const params = { MessageSid: sid, AccountSid: SID, From: numberOf(who), To: NUMBER, Body: text, NumMedia: '0' };
    return this.#signed(this.#hook, params);
  }

  receipt(externalId) {
    const params = { MessageSid: externalId, AccountSid: SID, MessageStatus: 'delivered' };
    return this.#signed(this.#hook.replace(/sms$/, 'message-status'), params);
  }

  #signed(url, params) {
    const signature = twilio.getExpectedTwilioSignature(TOKEN, url, params);
    return {
      path: new URL(url).pathname,
      headers: { 'content-type': FORM, 'x-twilio-signature': signature },
      body: new URLSearchParams(params).toString(),
    };
  }

  /** What has left for customers, once for each time. */
  get arrived() {
    return this.#messages.all.filter(({ direction }) => direction !== 'inbound').map(({ body }) => body);
  }

  /** Receipts that are still on their way. */
  quiet() {
    return this.#twilio.settled();
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }
}

const numberOf = (who) => `+1415555${String(2000 + who)}`;
