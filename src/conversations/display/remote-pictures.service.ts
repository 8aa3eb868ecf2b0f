import { Injectable } from '@nestjs/common';
import type { Response } from 'undici';
import { bodyOf } from '../../platform/egress/body.js';
import { Egress } from '../../platform/egress/egress.js';
import { Refusal } from '../../platform/http/refusal.js';
import { pictureKind } from './picture-kind.rules.js';

const MAX_BYTES = 8 * 1024 * 1024;
/** A picture of few bytes can unfold to gigabytes of pixels. */
const MAX_PIXELS = 25_000_000;
/** No frame in the console is wider. */
const MAX_SIDE = 2_000;
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 3;
/** Fetches at once, whoever asks: a newsletter has a hundred pictures, and each may take the memory above. */
const AT_ONCE = 4;
const MAX_WAITING = 200;

export interface Picture {
  type: 'image/png' | 'image/jpeg';
  bytes: Buffer;
}

/**
 * Fetches pictures of mails on behalf of the reader. The sender sees this server, not the reader's address, browser,
 * cookies or page; the reader gets pixels that we drew anew, not the sender's bytes.
 */
@Injectable()
export class RemotePictures {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly egress: Egress) {}

  async fetch(url: string): Promise<Picture> {
    await this.turn();
    try {
      return await redrawn(await this.bytesOf(url));
    } catch (error) {
      throw error instanceof Refusal ? error : unavailable('It could not be fetched or read.');
    } finally {
      this.leave();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAX_WAITING) {
        throw new Refusal('busy', 429, 'Too many pictures are being fetched.', { retryAfter: 5 });
      }
      return new Promise<void>((go) => this.waiting.push(go));
    }
    this.running += 1;
  }

  /** The turn goes to who waits longest, so that a newcomer cannot slip in between. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }

  /** One deadline for all hops and the body together: who answers byte by byte holds no turn for long. */
  private async bytesOf(url: string): Promise<Buffer> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    let at = url;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const answer = await this.egress.fetch(at, {
        signal,
        headers: { Accept: 'image/webp,image/png,image/jpeg,image/gif', 'User-Agent': 'Frontdesk picture proxy' },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
      if (next === null) return await body(answer);
      await answer.body?.cancel();
      at = new URL(next, at).href;
    }
    throw unavailable('It was moved too often.');
  }
}

async function body(answer: Response): Promise<Buffer> {
  if (!answer.ok || !answer.body || Number(answer.headers.get('content-length')) > MAX_BYTES) {
    await answer.body?.cancel();
    throw unavailable('It is not there, or too large.');
  }
  return bodyOf(answer, MAX_BYTES);
}

/** Loaded with the first picture: the library takes memory that an idle desk does not need. */
async function redrawn(bytes: Buffer): Promise<Picture> {
  const kind = pictureKind(bytes);
  if (!kind) throw unavailable('It is not a picture.');
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: 'error' })
    .autoOrient()
    .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true });
  return kind === 'jpeg'
    ? { type: 'image/jpeg', bytes: await picture.jpeg({ quality: 85 }).toBuffer() }
    : { type: 'image/png', bytes: await picture.png({ compressionLevel: 6 }).toBuffer() };
}

const unavailable = (why: string): Refusal =>
  new Refusal('picture_unavailable', 422, `The picture is not shown. ${why}`);
