import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { hmacHex, sameSecret } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';

const HOUR_S = 3_600;
/** Proxies and browsers cut longer request lines; such a picture stays blocked. */
const MAX_URL = 4_000;

/**
 * Addresses of ours for pictures elsewhere. Each is signed and ends, so that only what a mail really shows can be
 * fetched through us. The frame of a mail has no origin and sends no cookie: the address is all the proof there is.
 */
@Injectable()
export class PictureAddresses {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    vault: Vault,
  ) {
    this.key = vault.key('remote-picture');
  }

  /** Good for one to two hours. The same within an hour, so that a second look comes from the browser's cache. */
  of(url: string): string | null {
    if (url.length > MAX_URL || !URL.canParse(url)) return null;
    const until = (Math.floor(this.clock.millis() / 1_000 / HOUR_S) + 2) * HOUR_S;
    const address = new URLSearchParams({ of: Buffer.from(url).toString('base64url'), until: String(until) });
    address.set('mac', this.mac(url, until));
    return `/api/v1/pictures?${address}`;
  }

  /** The picture's own URL, or null where the address is not ours or no longer good. */
  open({ of, until, mac }: { of: string; until: number; mac: string }): string | null {
    const url = Buffer.from(of, 'base64url').toString();
    if (!sameSecret(mac, this.mac(url, until))) return null;
    return until * 1_000 > this.clock.millis() ? url : null;
  }

  private mac(url: string, until: number): string {
    return hmacHex(this.key, `${until} ${url}`);
  }
}
