/** A WhatsApp line, and the simulated Cloud API behind it. */
import { randomUUID } from 'node:crypto';
import { signatureOf } from '../../../../dist/src/channels/meta/signature.js';
import { WORST } from '../../../../dist/src/channels/simulated-provider.js';
import { CloudApiServer } from '../../../../dist/src/channels/whatsapp/simulator/cloud-api.server.js';

const OURS = { token: 'a token', appSecret: 'an app secret', phoneNumberId: '5500001', accountId: '5500002' };

export class WhatsappLine {
  channel = 'whatsapp';
  environment = {};
  #server;
  #gate;

  static async open({ gate, worst }) {
    const line = new WhatsappLine();
    line.#gate = gate;
    line.#server = await CloudApiServer.open({ ...OURS, nowMs: () => Date.now() });
    if (worst) Object.assign(line.#server.modes, WORST);
    return line;
  }

  async attach(api) {
    const settings = { ...OURS, verifyToken: 'let me in', apiUrl: this.#server.url };
    const { id } = await api.post('/inboxes', {
      channel: 'whatsapp',
      name: 'Shop',
      address: '+55 11 3000-0000',
      settings,
    });
    this.inboxId = id;
    this.#server.webhookUrl = `${this.#gate.url}/hooks/meta/${id}`;
  }

  async say(who, text) {
    this.#server.says(customer(who), text);
    await this.quiet();
  }

  /** The bare webhook of a message, for whoever brings it without a provider. */
  webhook(who, text) {
    const { wa_id, user_id, name } = customer(who);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    return this.#signed({
      contacts: [{ wa_id, user_id, profile: { name } }],
      messages: [
        {
          id: `wamid.${randomUUID()}`,
          from: wa_id,
          from_user_id: user_id,
          timestamp,
          type: 'text',
          text: { body: text },
        },
      ],
    });
  }

  receipt(externalId) {
    return this.#signed({ statuses: [{ id: externalId, status: 'read', recipient_id: '0' }] });
  }

  #signed(value) {
    const body = this.#server.webhookOf('messages', value);
    return {
      path: `/hooks/meta/${this.inboxId}`,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, OURS.appSecret) },
      body,
    };
  }

  get arrived() {
    return this.#server.sent.map(({ body }) => body.text?.body ?? '');
  }

  quiet() {
    return this.#server.deliver();
  }

  close() {
    return this.#server.close();
  }
}

const customer = (who) => ({ wa_id: `55119876${5000 + who}`, user_id: `BR.1000${who}`, name: `Customer ${who}` });
