import { Injectable } from '@nestjs/common';
import { Organisation } from '../identity/settings/organisation.entity.js';
import { Clock } from '../platform/clock.js';
import { hmacHex } from '../platform/crypto/tokens.js';
import { Vault } from '../platform/crypto/vault.js';
import type { Tx } from '../platform/database/tx.js';
import { canonicalOrAsGiven, type IdentityKind } from './identity.rules.js';

type Db = Pick<Tx, 'query'>;

/**
 * How somebody erased was reached, as hashes under a key that is not in the database. Who writes to us is somebody new;
 * who stands in a list that is read in is not brought back by it.
 */
@Injectable()
export class Suppressions {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    vault: Vault,
  ) {
    this.key = vault.key('erased identities');
  }

  async add(tx: Tx, identities: readonly { kind: IdentityKind; value: string }[]): Promise<void> {
    const rows = identities.map(({ kind, value }) => ({ kind, hash: this.hash(kind, value) }));
    await tx.query(
      `insert into suppressions (hash, kind, at) select hash, kind, $2
       from jsonb_to_recordset($1) as r(hash text, kind text) on conflict do nothing`,
      [JSON.stringify(rows), this.clock.now()],
    );
  }

  /**
   * Which of these addresses and numbers are those of erased people, by their place in the list. Whoever reads in lists
   * of people asks this for each and leaves those out.
   */
  async among(db: Db, given: readonly { kind: 'email' | 'phone'; value: string }[]): Promise<Set<number>> {
    if (given.length === 0) return new Set();
    const [row] = await db.query<Pick<Organisation, 'defaultCountry'>>(
      'select default_country as "defaultCountry" from organisation',
    );
    const hashes = given.map(({ kind, value }) =>
      this.hash(kind, canonicalOrAsGiven(kind, value, row?.defaultCountry ?? '').value),
    );
    const found = await db.query<{ hash: string }>('select hash from suppressions where hash = any($1)', [hashes]);
    const known = new Set(found.map(({ hash }) => hash));
    return new Set(hashes.flatMap((hash, at) => (known.has(hash) ? [at] : [])));
  }

  private hash(kind: string, value: string): string {
    return hmacHex(this.key, `${kind}:${value}`);
  }
}
