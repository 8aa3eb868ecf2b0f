import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import type { CheckStep } from '../contract.js';
import type { ApiLine } from './api.settings.js';
import { ApiWebhook, type Attempt } from './api.webhook.js';
import { pingEvent } from './outbound.rules.js';
import { WINDOW_SECONDS } from '../../platform/crypto/signed-body.rules.js';

/** Posts a `ping` to the other side and says in words what came of it. */
@Injectable()
export class ApiCheck {
  constructor(
    private readonly webhook: ApiWebhook,
    private readonly clock: Clock,
  ) {}

  async check(line: ApiLine): Promise<CheckStep[]> {
    const { url, secret } = line.settings;
    const key: CheckStep = {
      name: 'key',
      ok: Boolean(secret),
      detail: secret ? 'There is a signing secret.' : 'There is no signing secret.',
      hint: secret ? undefined : 'Make a new one below.',
    };
    if (!url) {
      const hint =
        'Enter the address to which answers are to be posted. Until then, customers can write but not be answered.';
      return [key, { name: 'address', ok: false, detail: 'No address to deliver to.', hint }];
    }
    const id = newId();
    const attempt = await this.webhook.post(line, url, { type: 'ping', key: id, body: pingEvent(id) });
    return [key, addressStep(url), reachedStep(attempt), ...clockStep(attempt, this.clock.millis())];
  }
}

function addressStep(url: string): CheckStep {
  const open = !url.startsWith('https://');
  const detail = open ? `${url} is not encrypted: everybody on the way can read along.` : `Answers go to ${url}.`;
  return { name: 'address', ok: true, detail };
}

function reachedStep({ outcome, status, answer, ms }: Attempt): CheckStep {
  if (outcome === 'accepted') return { name: 'reached', ok: true, detail: `It answered ${status} in ${ms} ms.` };
  if (status === null) {
    return {
      name: 'reached',
      ok: false,
      detail: answer,
      hint: 'Is the address right, and reachable from this server?',
    };
  }
  return { name: 'reached', ok: false, detail: `It answered ${status}.`, hint: hintFor(status) };
}

function hintFor(status: number): string {
  if (status === 401 || status === 403) {
    return 'It refuses the signature, it seems: does it use the secret of this line, and the bytes as they came?';
  }
  if (status === 404 || status === 405) return 'The path is not the one where it waits for us, or it takes no POST.';
  if (status >= 300 && status < 400) return 'It sends us elsewhere; enter the address where it really is.';
  return 'It must answer 200 to an event of the type "ping".';
}

/** Signatures hold for five minutes: with clocks that differ by more, nothing is accepted. */
function clockStep({ date }: Attempt, nowMs: number): CheckStep[] {
  const theirs = date ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(theirs)) return [];
  const apart = Math.round(Math.abs(theirs - nowMs) / 1000);
  const ok = apart < WINDOW_SECONDS - 60;
  const detail = ok ? 'Both clocks agree.' : `The clocks are ${apart} seconds apart.`;
  return [{ name: 'clock', ok, detail, hint: ok ? undefined : 'Set both servers by a time server (NTP).' }];
}
