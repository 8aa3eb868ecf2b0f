import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import type { CheckStep } from '../../contract.js';
import { AppCheck } from '../app-check.service.js';
import { accountOf } from '../app.settings.js';
import { found, unchecked } from '../check-words.js';
import { Graph, GraphError } from '../graph.js';
import { endStep } from '../token.rules.js';
import { meaningOf } from './failure.rules.js';
import type { PageLine } from './page.types.js';
import type { Platform } from './platform.js';

/** Asks Meta for the page, and whether our app is told of what happens on it; says in words what is wrong. */
@Injectable()
export class PageCheck {
  constructor(
    private readonly graph: Graph,
    private readonly app: AppCheck,
    private readonly clock: Clock,
  ) {}

  async check(line: PageLine, platform: Platform): Promise<CheckStep[]> {
    const { settings } = line;
    const { token, pageId, simulated } = settings;
    if (simulated) return [found('account', true, 'simulated')];
    if (!token || !pageId) return [found('account', false, 'meta-token-none'), ...this.app.bare(line)];
    const account = await this.account(line, platform);
    if (!account.ok) return [account, ...this.app.bare(line)];
    const { step, overrides } = await this.app.subscription(
      settings,
      platform.senderPath(line),
      platform.scopes,
      platform.fields,
    );
    const app = settings.signIn === 'own' ? this.ownLogin(line) : this.app.app(line, { ...platform, overrides });
    return [account, ...(await app), step];
  }

  /** Without a page behind it nobody tells of the app; but then the end of the token is known here. */
  private async ownLogin(line: PageLine): Promise<CheckStep[]> {
    const { tokenUntil } = line.settings;
    const known = tokenUntil ? endStep(new Date(tokenUntil), this.clock.now()) : null;
    const token =
      known?.words?.code === 'meta-token-until' ? found('token', true, 'meta-token-renews', known.words.values) : known;
    return [token ?? unchecked('token', 'meta-token-end-unknown'), ...this.app.bare(line)];
  }

  private async account({ settings }: PageLine, { account, scopes }: Platform): Promise<CheckStep> {
    try {
      const path = `${encodeURIComponent(settings.pageId ?? '')}?fields=${account.fields}`;
      const page = await this.graph.get<Record<string, unknown>>(accountOf(settings), path);
      return found('account', true, 'meta-account', { name: account.nameOf(page) });
    } catch (error) {
      const words = error instanceof GraphError ? meaningOf(error)?.words : undefined;
      return this.app.failed('account', error, settings, scopes, words);
    }
  }
}
