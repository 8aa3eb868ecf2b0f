import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { Hooks } from '../hooks.service.js';
import { secretsOf, type ApiLine } from './api.settings.js';
import { signedHeaders } from '../../platform/crypto/signed-body.rules.js';

/** "Send yourself a test": what an integrator would post, signed, at the same door. */
@Injectable()
export class ApiSimulator {
  constructor(
    private readonly hooks: Hooks,
    private readonly clock: Clock,
  ) {}

  async say(line: ApiLine, { name, address, text }: { name: string; address: string; text: string }): Promise<void> {
    const from = { id: address, name, ...(/^[^\s@]+@[^\s@]+$/.test(address) && { email: address }) };
    const body = Buffer.from(JSON.stringify({ id: newId(), type: 'message', message: { from, text } }));
    await this.hooks.take({
      method: 'POST',
      url: `/hooks/api/${line.id}`,
      query: {},
      headers: signedHeaders(secretsOf(line), this.clock.millis(), body),
      body,
    });
  }
}
