/** A Telegram bot, and the simulated Bot API behind it. */
import { WORST } from '../../../../dist/src/channels/simulated-provider.js';
import { BotApiServer } from '../../../../dist/src/channels/telegram/simulator/bot-api.server.js';

const TOKEN = '5500:simulated';

export class TelegramLine {
  channel = 'telegram';
  environment = {};
  #server;
  #gate;
  #update = 900_000_000;

  static async open({ gate, worst }) {
    const line = new TelegramLine();
    line.#gate = gate;
    line.#server = await BotApiServer.open({ token: TOKEN, nowMs: () => Date.now() });
    if (worst) Object.assign(line.#server.modes, WORST);
    return line;
  }

  async attach(api) {
    const settings = { token: TOKEN, apiUrl: this.#server.url };
    const { id, secret } = await api.post('/inboxes', { channel: 'telegram', name: 'Bot', settings });
    this.inboxId = id;
    this.#server.webhook = { url: `${this.#gate.url}/hooks/telegram/${id}`, secret, allowed: [] };
  }

  async say(who, text) {
    this.#server.says(customer(who), text);
    await this.quiet();
  }

  /** The bare webhook of a message, for whoever brings it without a provider. */
  webhook(who, text) {
    const from = customer(who);
    this.#update += 1;
    const date = Math.floor(Date.now() / 1_000);
    const message = { message_id: this.#update, from, chat: { id: from.id, type: 'private' }, date, text };
    return {
      path: new URL(this.#server.webhook.url).pathname,
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': this.#server.webhook.secret,
      },
      body: JSON.stringify({ update_id: this.#update, message }),
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

const customer = (who) => ({ id: 7_000_000 + who, first_name: `Customer ${who}` });
