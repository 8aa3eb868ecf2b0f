import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import type { CheckStep, Line } from '../contract.js';
import { accountOf, type AppSettings } from './app.settings.js';
import { found } from './check-words.js';
import { Graph, GRAPH_API, GraphError } from './graph.js';

/** What every line of Meta needs: a secret, a webhook that Meta reaches, an app that is told. */
@Injectable()
export class AppCheck {
  constructor(
    private readonly graph: Graph,
    private readonly config: Config,
  ) {}

  secret({ appSecret }: AppSettings): CheckStep {
    return found('secret', Boolean(appSecret), appSecret ? 'meta-secret' : 'meta-secret-none');
  }

  webhook({ id, settings }: Line<AppSettings>): CheckStep {
    const url = `${this.config.publicUrl}/hooks/meta/${id}`;
    if (!settings.verifyToken) return found('webhook', false, 'meta-webhook-words', { url });
    const isOpen = this.config.publicUrl.startsWith('https://') || Boolean(settings.apiUrl);
    return found('webhook', isOpen, isOpen ? 'meta-webhook' : 'meta-webhook-http', { url });
  }

  /** Asks whether the app is told, and has it told where it is not. `fields`: of what, where that is said here. */
  async subscription(settings: AppSettings, account: string, scopes: string, fields?: string): Promise<CheckStep> {
    const path = `${encodeURIComponent(account)}/subscribed_apps`;
    try {
      const { data = [] } = await this.graph.get<{ data?: { subscribed_fields?: string[] }[] }>(
        accountOf(settings),
        path,
      );
      const told = data.flatMap(({ subscribed_fields = [] }) => subscribed_fields);
      const isTold = data.length > 0 && (fields ?? '').split(',').every((field) => !field || told.includes(field));
      if (!isTold) await this.graph.post(accountOf(settings), path, fields ? { subscribed_fields: fields } : {});
      return found('subscription', true, isTold ? 'meta-subscribed' : 'meta-subscribed-now');
    } catch (error) {
      return this.failed('subscription', error, settings, scopes);
    }
  }

  failed(name: string, error: unknown, { apiUrl }: AppSettings, scopes: string, words?: string): CheckStep {
    const why = (error as Error).message;
    if (error instanceof GraphError) return found(name, false, 'meta-refused', { why: words ?? why, scopes });
    return found(name, false, 'meta-unreached', { why, host: new URL(apiUrl || GRAPH_API).hostname });
  }
}
