import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { Vault } from '../../platform/crypto/vault.js';
import { holds, makeToken, readToken, uidOf, visitOfUid, type VisitLink } from './link-token.rules.js';

const PURPOSE = 'visit links';
/** Long enough for a visit that is planned far ahead, and to say afterwards how it was. */
const DAYS_AFTER = 30;
const DAYS_WITHOUT_TIME = 60;

/** Links by which customers answer without an account. */
@Injectable()
export class VisitLinks {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    vault: Vault,
  ) {
    this.key = vault.key(PURPOSE);
  }

  token(visit: { id: string; linkEpoch: number; plannedTo: Date | null }): string {
    const from = Math.max(this.clock.millis(), visit.plannedTo?.getTime() ?? 0);
    const days = visit.plannedTo ? DAYS_AFTER : DAYS_WITHOUT_TIME;
    const expiresAt = Math.floor((from + days * 86_400_000) / 60_000);
    return makeToken({ visitId: visit.id, epoch: visit.linkEpoch, expiresAt }, this.key);
  }

  url(visit: { id: string; linkEpoch: number; plannedTo: Date | null }): string {
    return `${this.config.publicUrl}/v/${this.token(visit)}`;
  }

  read(token: string): VisitLink | null {
    return readToken(token, this.key);
  }

  holds(link: VisitLink, epoch: number): boolean {
    return holds(link, this.clock.now(), epoch);
  }

  uid(visitId: string, address: string): string {
    return uidOf(visitId, address.split('@').at(-1)!, this.key);
  }

  visitOfUid(uid: string): string | null {
    return visitOfUid(uid, this.key);
  }
}
