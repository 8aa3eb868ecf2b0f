/** Every line that has a provider, each with its provider played on a port of its own. */
import { ApiLine } from './api-line.mjs';
import { Gate } from './gate.mjs';
import { InstagramLine, MessengerLine } from './page-lines.mjs';
import { SmsLine } from './sms-line.mjs';
import { TelegramLine } from './telegram-line.mjs';
import { WhatsappLine } from './whatsapp-line.mjs';

export class Lines {
  all = [];
  #gate;

  /** `worst`: webhooks five times and in any order, receipts before the send is answered, a third of the answers lost. */
  static async open({ worst = false } = {}) {
    const lines = new Lines();
    lines.#gate = await Gate.open();
    for (const line of [SmsLine, WhatsappLine, MessengerLine, InstagramLine, TelegramLine, ApiLine]) {
      lines.all.push(await line.open({ gate: lines.#gate, worst }));
    }
    return lines;
  }

  /** What the desk must be started with to reach the providers. */
  get environment() {
    return Object.assign({ EGRESS_ALLOW: '127.0.0.0/8' }, ...this.all.map(({ environment }) => environment));
  }

  async attach(api, desk) {
    this.#gate.leadTo(desk);
    for (const line of this.all) await line.attach(api, desk);
  }

  /** The account at Twilio, with the weather of the day. */
  get twilio() {
    return this.all.find(({ channel }) => channel === 'sms').account;
  }

  get taken() {
    return this.#gate.taken;
  }

  async quiet() {
    await Promise.all(this.all.map((line) => line.quiet()));
  }

  async close() {
    await Promise.all(this.all.map((line) => line.close()));
    await this.#gate.close();
  }
}
