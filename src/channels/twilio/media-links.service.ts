import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { Clock } from '../../platform/clock.js';
import { hmacHex, sameSecret } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { HookRequest, HookVerdict, Line } from '../contract.js';
import { HookUrls } from './hook-urls.service.js';

/** Twilio fetches at once; a queue of a slow number may hold a message for hours. */
const VALID_MS = 4 * 3_600_000;

/**
 * Files that Twilio fetches from us: a link of our own for each, signed and soon over. Below the line's hooks, so that it
 * needs no other door: `media/{file}/{until}/{mac}`.
 */
@Injectable()
export class MediaLinks {
  private readonly key: Buffer;

  constructor(
    private readonly attachments: AttachmentsService,
    private readonly urls: HookUrls,
    private readonly clock: Clock,
    vault: Vault,
  ) {
    this.key = vault.key('twilio-media');
  }

  link(line: Pick<Line, 'id'>, fileId: string): string {
    const until = this.clock.millis() + VALID_MS;
    return this.urls.of(line.id, `media/${fileId}/${until}/${this.mac(line.id, fileId, until)}`);
  }

  /** Null where the path is not one of these. */
  async answer({ method, path }: HookRequest, line: Line): Promise<HookVerdict | null> {
    const [, fileId = '', until = '', mac = ''] = /^media\/([\w-]+)\/(\d+)\/([0-9a-f]+)$/.exec(path) ?? [];
    if (!fileId || (method !== 'GET' && method !== 'HEAD')) return null;
    const isRight = sameSecret(mac, this.mac(line.id, fileId, Number(until)));
    if (!isRight || Number(until) < this.clock.millis()) return { verdict: 'refuse' };
    const file = await this.attachments.find(fileId);
    if (!file) return { verdict: 'refuse' };
    return { verdict: 'answer', reply: { type: file.type, body: await buffer(await this.attachments.stream(file)) } };
  }

  private mac(lineId: string, fileId: string, until: number): string {
    return hmacHex(this.key, `${lineId}/${fileId}/${until}`);
  }
}
