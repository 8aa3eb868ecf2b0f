import { Injectable } from '@nestjs/common';
import { accountOf } from '../meta/app.settings.js';
import { Graph } from '../meta/graph.js';
import type { PageLine } from '../meta/page/page.types.js';
import { isToBeRenewed } from '../meta/token.rules.js';

const DAY_MS = 86_400_000;
/** Before that it is tried again tomorrow, and nobody needs to know. */
const TELL_MS = 10 * DAY_MS;

/** A token by Instagram's own sign-in lasts sixty days and can be made young again, as long as it has not ended. */
@Injectable()
export class TokenRenewal {
  constructor(private readonly graph: Graph) {}

  async renew(
    { settings }: PageLine,
    at: Date,
  ): Promise<{ settings?: Record<string, unknown>; problem?: string | null } | undefined> {
    const { signIn, token, tokenUntil, simulated } = settings;
    const end = tokenUntil ? new Date(tokenUntil) : null;
    if (signIn !== 'own' || !token || simulated || !isToBeRenewed(end, at)) return undefined;
    try {
      const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: token });
      const answer = await this.graph.get<{ access_token?: string; expires_in?: number }>(
        accountOf(settings),
        `refresh_access_token?${query.toString()}`,
      );
      if (!answer.access_token || !answer.expires_in) throw new Error('it gave no token');
      const until = new Date(at.getTime() + answer.expires_in * 1000).toISOString();
      return { settings: { token: answer.access_token, tokenUntil: until }, problem: null };
    } catch (error) {
      if (end && end.getTime() - at.getTime() > TELL_MS) return undefined;
      const day = end ? ` It ends on ${end.toISOString().slice(0, 10)}.` : '';
      return {
        problem: `Instagram does not renew the token: ${(error as Error).message}.${day} Make a new one and enter it here.`,
      };
    }
  }
}
