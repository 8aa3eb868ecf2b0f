/** A Messenger page, and the simulated Graph API behind it. */
import { randomUUID } from 'node:crypto';
import { PageApiServer } from '../../../../dist/src/channels/meta/simulator/page-api.server.js';
import { signatureOf } from '../../../../dist/src/channels/meta/signature.js';
import { WORST } from '../../../../dist/src/channels/simulated-provider.js';

const OURS = { token: 'a token', appSecret: 'a secret of the app', pageId: '5500010' };
const MAX_TEXT = { length: 2_000, measure: (text) => text.length };

export class MessengerLine {
  channel = 'messenger';
  environment = {};
  #server;
  #gate;
  #flight = Promise.resolve();

  static async open({ gate, worst }) {
    const line = new MessengerLine();
    line.#gate = gate;
    line.#server = await PageApiServer.open({ ...OURS, object: 'page', maxText: MAX_TEXT, nowMs: () => Date.now() });
    if (worst) Object.assign(line.#server.modes, WORST);
    return line;
  }

  async attach(api) {
    const settings = { ...OURS, verifyToken: 'let me in', apiUrl: this.#server.url };
    const { id } = await api.post('/inboxes', { channel: 'messenger', name: 'Our page', settings });
    this.inboxId = id;
    this.#server.webhookUrl = `${this.#gate.url}/hooks/meta/${id}`;
  }

  async say(who, text) {
    this.#server.says(customer(who), text);
    await this.quiet();
  }

  /** The bare webhook of a message, for whoever brings it without a provider. */
  webhook(who, text) {
    return this.#signed({
      sender: { id: customer(who).id },
      recipient: { id: OURS.pageId },
      message: { mid: `m_${randomUUID()}`, text },
    });
  }

  receipt(externalId) {
    return this.#signed({
      sender: { id: customer(0).id },
      recipient: { id: OURS.pageId },
      delivery: { mids: [externalId] },
    });
  }

  #signed(event) {
    const body = this.#server.webhookOf([{ timestamp: Date.now(), ...event }]);
    return {
      path: `/hooks/meta/${this.inboxId}`,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, OURS.appSecret) },
      body,
    };
  }

  get arrived() {
    return this.#server.sent.map(({ text }) => text);
  }

  /** One batch after the other, so that nobody's second word overtakes their first. */
  quiet() {
    return (this.#flight = this.#flight.then(() => this.#server.deliver()));
  }

  close() {
    return this.#server.close();
  }
}

const customer = (who) => ({ id: String(8_000_000 + who), name: `Customer ${who}` });
