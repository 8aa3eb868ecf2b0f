import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import type { CheckStep } from '../contract.js';
import { Graph, GraphError } from '../meta/graph.js';
import { meaningOf } from './failure.rules.js';
import { accountOf, type WhatsappLine } from './whatsapp.settings.js';

interface PhoneNumber {
  display_phone_number?: string;
  verified_name?: string;
  quality_rating?: string;
  status?: string;
}

/** Asks Meta for the number and who is told of its messages, and says in words what is wrong. */
@Injectable()
export class WhatsappCheck {
  constructor(
    private readonly graph: Graph,
    private readonly config: Config,
  ) {}

  async check(line: WhatsappLine): Promise<CheckStep[]> {
    return [...(await this.number(line)), secret(line), this.webhook(line), ...(await this.subscription(line))];
  }

  private async number(line: WhatsappLine): Promise<CheckStep[]> {
    const { token, phoneNumberId } = line.settings;
    if (!token || !phoneNumberId) {
      const hint = 'Meta for Developers → your app → WhatsApp → API Setup shows the phone number ID and makes a token.';
      return [{ name: 'number', ok: false, detail: 'There is no access token or phone number ID.', hint }];
    }
    try {
      const fields = 'display_phone_number,verified_name,quality_rating,status';
      const found = await this.graph.get<PhoneNumber>(accountOf(line), `${phoneNumberId}?fields=${fields}`);
      const detail = `${found.verified_name ?? ''} ${found.display_phone_number ?? ''}`.trim();
      const red = found.quality_rating === 'RED';
      const quality: CheckStep = {
        name: 'quality',
        ok: !red,
        detail: `Meta rates the number ${(found.quality_rating ?? 'unknown').toLowerCase()}.`,
        ...(red && { hint: 'Customers block or report it. Meta may lower how many may be written to.' }),
      };
      return [{ name: 'number', ok: true, detail }, quality];
    } catch (error) {
      return [{ name: 'number', ok: false, ...words(error) }];
    }
  }

  private webhook({ id, settings }: WhatsappLine): CheckStep {
    const { publicUrl } = this.config;
    const ok = Boolean(settings.verifyToken) && (publicUrl.startsWith('https://') || Boolean(settings.apiUrl));
    return {
      name: 'webhook',
      ok,
      detail: `Messages are brought to ${publicUrl}/hooks/meta/${id}.`,
      ...(!settings.verifyToken && {
        hint: 'Enter a verify token: any words. Then at Meta: WhatsApp → Configuration → Webhook, the address and the same words, and subscribe to “messages”.',
      }),
      ...(settings.verifyToken &&
        !ok && { hint: 'Meta reaches only https. Set PUBLIC_URL to the address that people use.' }),
    };
  }

  private async subscription(line: WhatsappLine): Promise<CheckStep[]> {
    const { token, accountId } = line.settings;
    if (!token || !accountId) return [];
    try {
      const { data = [] } = await this.graph.get<{ data?: object[] }>(accountOf(line), `${accountId}/subscribed_apps`);
      if (data.length === 0) await this.graph.post(accountOf(line), `${accountId}/subscribed_apps`, {});
      const detail = data.length > 0 ? 'The app is told of this account’s messages.' : 'The app is told from now on.';
      return [{ name: 'subscription', ok: true, detail }];
    } catch (error) {
      return [{ name: 'subscription', ok: false, ...words(error) }];
    }
  }
}

function secret({ settings }: WhatsappLine): CheckStep {
  const ok = Boolean(settings.appSecret);
  const hint = 'Meta for Developers → your app → App settings → Basic → App secret. Without it nothing is let in.';
  return {
    name: 'secret',
    ok,
    detail: ok ? 'There is an app secret.' : 'There is no app secret.',
    ...(!ok && { hint }),
  };
}

function words(error: unknown): { detail: string; hint: string } {
  if (error instanceof GraphError) {
    return {
      detail: meaningOf(error.code)?.words ?? `Meta: ${error.message}`,
      hint: 'Make a token of a system user that may use this account, with whatsapp_business_messaging and whatsapp_business_management.',
    };
  }
  return {
    detail: `Meta could not be reached: ${(error as Error).message}`,
    hint: 'May this server reach graph.facebook.com?',
  };
}
