import { Injectable } from '@nestjs/common';
import type { CheckStep } from '../../contract.js';
import { AppCheck } from '../app-check.service.js';
import { accountOf } from '../app.settings.js';
import { found } from '../check-words.js';
import { Graph, GraphError } from '../graph.js';
import { meaningOf } from './failure.rules.js';
import type { PageLine } from './page.types.js';
import type { Platform } from './platform.js';

/** Asks Meta for the page, and whether our app is told of what happens on it; says in words what is wrong. */
@Injectable()
export class PageCheck {
  constructor(
    private readonly graph: Graph,
    private readonly app: AppCheck,
  ) {}

  async check(line: PageLine, platform: Platform): Promise<CheckStep[]> {
    const { settings } = line;
    const { token, pageId, simulated } = settings;
    if (simulated) return [found('account', true, 'simulated')];
    if (!token || !pageId)
      return [found('account', false, 'meta-token-none'), this.app.secret(settings), this.app.webhook(line)];
    const account = await this.account(line, platform);
    const steps = [account, this.app.secret(settings), this.app.webhook(line)];
    return account.ok
      ? [...steps, await this.app.subscription(settings, platform.senderPath(line), platform.scopes, platform.fields)]
      : steps;
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
