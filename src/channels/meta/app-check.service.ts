import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import type { CheckStep, Line } from '../contract.js';
import { accountOf, type AppSettings } from './app.settings.js';
import { found, unchecked } from './check-words.js';
import { Graph, GRAPH_API, GraphError, type GraphAccount } from './graph.js';
import { tokenStep, type TokenFacts } from './token.rules.js';

interface Wanted {
  /** Rights of the token, separated by commas. */
  scopes: string;
  /** `object` of its webhooks. */
  object: string;
  /** Addresses that Meta has for this very account, beside the app's. */
  overrides: string[];
}

/** What every line of Meta needs: a token, a secret, a webhook that Meta reaches, an app that is told. Only what Meta said is claimed. */
@Injectable()
export class AppCheck {
  constructor(
    private readonly graph: Graph,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Without a token nobody can be asked: what is here, and no more. */
  bare(line: Line<AppSettings>): CheckStep[] {
    const { appSecret } = line.settings;
    return [
      appSecret ? unchecked('secret', 'meta-secret') : found('secret', false, 'meta-secret-none'),
      this.missing(line) ?? unchecked('webhook', 'meta-webhook-unchecked', { url: this.urlOf(line) }),
    ];
  }

  /** Asks as the app itself, which proves its secret, what the token may and where webhooks go. */
  async app(line: Line<AppSettings>, wanted: Wanted): Promise<CheckStep[]> {
    const id = await this.appIdOf(line.settings);
    if (!id || !line.settings.appSecret) return this.bare(line);
    const proof = await this.proven(line.settings, id);
    if ('wrong' in proof) return [proof.wrong, ...this.bare(line).slice(1)];
    return [
      tokenStep(proof.token, wanted.scopes, this.clock.now()),
      proof.secret,
      this.missing(line) ?? (await this.webhook(line, { ...wanted, id, account: proof.account })),
    ];
  }

  /** Asks whether the app is told, and has it told where it is not. `fields`: of what, where that is said here. */
  async subscription(
    settings: AppSettings,
    account: string,
    scopes: string,
    fields?: string,
  ): Promise<{ step: CheckStep; overrides: string[] }> {
    const path = `${encodeURIComponent(account)}/subscribed_apps`;
    try {
      const { data = [] } = await this.graph.get<{
        data?: { subscribed_fields?: string[]; override_callback_uri?: string }[];
      }>(accountOf(settings), path);
      const told = data.flatMap(({ subscribed_fields = [] }) => subscribed_fields);
      const isTold = data.length > 0 && (fields ?? '').split(',').every((field) => !field || told.includes(field));
      if (!isTold) await this.graph.post(accountOf(settings), path, fields ? { subscribed_fields: fields } : {});
      return {
        step: found('subscription', true, isTold ? 'meta-subscribed' : 'meta-subscribed-now'),
        overrides: data.flatMap(({ override_callback_uri: url }) => url ?? []),
      };
    } catch (error) {
      return { step: this.failed('subscription', error, settings, scopes), overrides: [] };
    }
  }

  failed(name: string, error: unknown, { apiUrl }: AppSettings, scopes: string, words?: string): CheckStep {
    const why = (error as Error).message;
    if (error instanceof GraphError) return found(name, false, 'meta-refused', { why: words ?? why, scopes });
    return found(name, false, 'meta-unreached', { why, host: new URL(apiUrl || GRAPH_API).hostname });
  }

  private urlOf({ id }: Pick<Line, 'id'>): string {
    return `${this.config.publicUrl}/hooks/meta/${id}`;
  }

  /** What is wrong on our side already. */
  private missing(line: Line<AppSettings>): CheckStep | undefined {
    const { verifyToken, apiUrl } = line.settings;
    const url = this.urlOf(line);
    if (!verifyToken) return found('webhook', false, 'meta-webhook-words', { url });
    return url.startsWith('https://') || apiUrl ? undefined : found('webhook', false, 'meta-webhook-http', { url });
  }

  /** Whose token it is. Not every kind of token tells. */
  private appIdOf(settings: AppSettings): Promise<string | undefined> {
    return this.graph
      .get<{ id?: string }>(accountOf(settings), 'app?fields=id')
      .then(({ id }) => id)
      .catch(() => undefined);
  }

  /** Only who knows the app's secret is told of its tokens. */
  private async proven(
    settings: AppSettings,
    id: string,
  ): Promise<{ wrong: CheckStep } | { secret: CheckStep; token: TokenFacts; account: GraphAccount }> {
    const path = `debug_token?input_token=${encodeURIComponent(settings.token ?? '')}`;
    let why = '';
    for (const [code, secret] of [
      ['meta-secret-right', settings.appSecret],
      ['meta-secret-next', settings.nextAppSecret],
    ] as const) {
      if (!secret) continue;
      const account = { ...accountOf(settings), token: `${id}|${secret}` };
      try {
        const { data = {} } = await this.graph.get<{ data?: TokenFacts }>(account, path);
        return { secret: found('secret', code === 'meta-secret-right', code), token: data, account };
      } catch (error) {
        why = (error as Error).message;
      }
    }
    return { wrong: found('secret', false, 'meta-secret-wrong', { why }) };
  }

  private async webhook(
    line: Line<AppSettings>,
    { id, account, object, overrides }: Wanted & { id: string; account: GraphAccount },
  ): Promise<CheckStep> {
    const url = this.urlOf(line);
    if (overrides.includes(url)) return found('webhook', true, 'meta-webhook-right', { url });
    try {
      const { data = [] } = await this.graph.get<{ data?: { object?: string; callback_url?: string }[] }>(
        account,
        `${encodeURIComponent(id)}/subscriptions`,
      );
      const other = data.find((one) => one.object === object)?.callback_url;
      if (other === url) return found('webhook', true, 'meta-webhook-right', { url });
      return other
        ? found('webhook', false, 'meta-webhook-other', { url, other })
        : found('webhook', false, 'meta-webhook-none', { url, object });
    } catch {
      return unchecked('webhook', 'meta-webhook-unchecked', { url });
    }
  }
}
