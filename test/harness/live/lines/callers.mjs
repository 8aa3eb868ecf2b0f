/** A telephone number at the simulated Twilio, and who calls it. */
import { randomUUID } from 'node:crypto';

const NUMBER = '+551140000777';

export class Callers {
  calls = [];
  #hook;
  #account;

  constructor(account) {
    this.#account = account;
    const { twilio } = account;
    // Registered before anything else of this name could answer: what the desk asks after a crash.
    twilio.on('GET', /^\/Calls\/(\w+)\.json$/, (_, [, sid]) => this.#one(sid));
    twilio.on('GET', /^\/Calls\.json$/, () => ({ status: 200, body: { calls: this.calls.map(written) } }));
    twilio.on('GET', /^\/Recordings\.json$/, () => ({ status: 200, body: { recordings: [] } }));
  }

  async attach(api, desk) {
    const { sid, token } = this.#account;
    const settings = { accountSid: sid, authToken: token, language: 'en' };
    const { id } = await api.post('/inboxes', { channel: 'voice', name: 'Reception', address: NUMBER, settings });
    this.#hook = `${desk.url}/hooks/twilio/${id}`;
  }

  /** Somebody calls. Resolves when the desk has said what they hear. */
  async rings(who) {
    const call = {
      sid: `CA${randomUUID().replaceAll('-', '')}`,
      from: `+55119${String(70_000_000 + who)}`,
      startedAt: new Date(),
      endedAt: null,
    };
    this.calls.push(call);
    await this.#tell('voice', call, 'ringing');
    return call;
  }

  /** They hang up. Of what is not told nobody hears unless the provider is asked. */
  async hangsUp(call, { told }) {
    call.endedAt = new Date();
    if (told) await this.#tell('voice-status', call, 'completed');
  }

  #tell(path, { sid, from }, status) {
    const { twilio, sid: account } = this.#account;
    const params = {
      CallSid: sid,
      AccountSid: account,
      From: from,
      To: NUMBER,
      CallStatus: status,
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
    };
    return twilio.bring(account, [{ url: `${this.#hook}/${path}`, params }]);
  }

  #one(sid) {
    const call = this.calls.find((one) => one.sid === sid);
    return call ? { status: 200, body: written(call) } : { status: 404, body: { code: 20404, status: 404 } };
  }
}

const stamp = (at) => at.toUTCString().replace('GMT', '+0000');
const written = ({ sid, from, startedAt, endedAt }) => ({
  sid,
  from,
  to: NUMBER,
  direction: 'inbound',
  status: endedAt ? 'completed' : 'in-progress',
  start_time: stamp(startedAt),
  end_time: endedAt && stamp(endedAt),
});
