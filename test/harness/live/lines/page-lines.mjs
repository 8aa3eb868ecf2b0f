/** A page and an Instagram account, each with the simulated Graph API behind it. */
import { randomUUID } from 'node:crypto';
import { PageApiServer } from '../../../../dist/src/channels/meta/simulator/page-api.server.js';
import { signatureOf } from '../../../../dist/src/channels/meta/signature.js';
import { WORST } from '../../../../dist/src/channels/simulated-provider.js';

const OURS = { token: 'a token', appSecret: 'a secret of the app', pageId: '5500010' };
const PRODUCTS = {
  messenger: { object: 'page', maxText: { length: 2_000, measure: (text) => text.length } },
  // No id of ours comes back in its echoes, and it tells of nothing but what was seen.
  instagram: { object: 'instagram', maxText: { length: 1_000, measure: (text) => Buffer.byteLength(text) } },
};

class PageLine {
  environment = {};
  #server;
  #gate;

  constructor(channel) {
    this.channel = channel;
  }

  async open({ gate, worst }) {
    this.#gate = gate;
    this.#server = await PageApiServer.open({ ...OURS, ...PRODUCTS[this.channel], nowMs: () => Date.now() });
    if (worst) Object.assign(this.#server.modes, WORST);
    return this;
  }

  async attach(api) {
    const settings = { ...OURS, verifyToken: 'let me in', apiUrl: this.#server.url };
    const { id } = await api.post('/inboxes', { channel: this.channel, name: 'Our page', settings });
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
      ...(this.channel === 'instagram' ? { read: { mid: externalId } } : { delivery: { mids: [externalId] } }),
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

  quiet() {
    return this.#server.deliver();
  }

  close() {
    return this.#server.close();
  }
}

const customer = (who) => ({ id: String(8_000_000 + who), name: `Customer ${who}` });

export const MessengerLine = { open: (options) => new PageLine('messenger').open(options) };
export const InstagramLine = { open: (options) => new PageLine('instagram').open(options) };
