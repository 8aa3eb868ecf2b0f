import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../platform/http/refusal.js';
import type { Line } from '../../contract.js';
import { Hooks } from '../../hooks.service.js';
import { AppSecrets } from '../app-secrets.service.js';
import type { AppSettings } from '../app.settings.js';
import { signatureOf } from '../signature.js';

/** Brings what Meta would post, signed with the line's own secret, to the same door. */
@Injectable()
export class Knocking {
  constructor(
    private readonly hooks: Hooks,
    private readonly secrets: AppSecrets,
  ) {}

  async knock(line: Pick<Line<AppSettings>, 'id' | 'settings'>, webhook: object): Promise<void> {
    const [appSecret] = this.secrets.of(line);
    if (!appSecret) throw new Refusal('no_secret', 422, 'Enter the app secret first: the test is signed with it.');
    const body = Buffer.from(JSON.stringify(webhook));
    await this.hooks.take({
      method: 'POST',
      url: `/hooks/meta/${line.id}`,
      query: {},
      headers: { 'x-hub-signature-256': signatureOf(body, appSecret) },
      body,
    });
  }
}
