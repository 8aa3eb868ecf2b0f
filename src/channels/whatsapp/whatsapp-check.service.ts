import { Injectable } from '@nestjs/common';
import type { CheckStep } from '../contract.js';
import { AppCheck } from '../meta/app-check.service.js';
import { accountOf } from '../meta/app.settings.js';
import { found } from '../meta/check-words.js';
import { Graph, GraphError } from '../meta/graph.js';
import { meaningOf } from './failure.rules.js';
import type { WhatsappLine } from './whatsapp.settings.js';

interface PhoneNumber {
  display_phone_number?: string;
  verified_name?: string;
  quality_rating?: string;
}

const SCOPES = 'whatsapp_business_messaging, whatsapp_business_management';

/** Asks Meta for the number and who is told of its messages, and says in words what is wrong. */
@Injectable()
export class WhatsappCheck {
  constructor(
    private readonly graph: Graph,
    private readonly app: AppCheck,
  ) {}

  async check(line: WhatsappLine): Promise<CheckStep[]> {
    const { token, accountId, simulated } = line.settings;
    if (simulated) return [found('account', true, 'simulated')];
    const number = await this.number(line);
    if (!token || !accountId || number.some(({ name, ok }) => name === 'number' && !ok)) {
      return [...number, ...this.app.bare(line)];
    }
    const { step, overrides } = await this.app.subscription(line.settings, accountId, SCOPES);
    const app = await this.app.app(line, { scopes: SCOPES, object: 'whatsapp_business_account', overrides });
    return [...number, ...app, step];
  }

  private async number({ settings }: WhatsappLine): Promise<CheckStep[]> {
    const { token, phoneNumberId } = settings;
    if (!token || !phoneNumberId) return [found('number', false, 'meta-token-none')];
    try {
      const fields = 'display_phone_number,verified_name,quality_rating,status';
      const number = await this.graph.get<PhoneNumber>(accountOf(settings), `${phoneNumberId}?fields=${fields}`);
      const name = `${number.verified_name ?? ''} ${number.display_phone_number ?? ''}`.trim();
      const rating = (number.quality_rating ?? 'unknown').toLowerCase();
      return [
        found('number', true, 'meta-account', { name }),
        found('quality', rating !== 'red', 'meta-quality', { rating }),
      ];
    } catch (error) {
      const words = error instanceof GraphError ? meaningOf(error.code)?.words : undefined;
      return [this.app.failed('number', error, settings, SCOPES, words)];
    }
  }
}
