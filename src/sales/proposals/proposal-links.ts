import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import { Vault } from '../../platform/crypto/vault.js';

const TOKEN = /^[\w-]{46}$/;
const BODY = 18;
const MAC = 16;

/** The link to one proposal, which nobody guesses. Until when it holds says the proposal; a new epoch takes it back. */
@Injectable()
export class ProposalLinks {
  private readonly key: Buffer;

  constructor(
    private readonly config: Config,
    vault: Vault,
  ) {
    this.key = vault.key('proposal links');
  }

  url(proposal: { id: string; linkEpoch: number }): string {
    return `${this.config.publicUrl}/p/${this.token(proposal)}`;
  }

  token({ id, linkEpoch }: { id: string; linkEpoch: number }): string {
    const body = Buffer.alloc(BODY);
    Buffer.from(id.replaceAll('-', ''), 'hex').copy(body);
    body.writeUInt16BE(linkEpoch & 0xffff, 16);
    return Buffer.concat([body, this.mac(body)]).toString('base64url');
  }

  /** Null for whatever is not of our making. */
  read(token: string): { id: string; epoch: number } | null {
    if (!TOKEN.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url');
    const body = bytes.subarray(0, BODY);
    if (bytes.length !== BODY + MAC || !timingSafeEqual(bytes.subarray(BODY), this.mac(body))) return null;
    const hex = body.subarray(0, 16).toString('hex');
    return {
      id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      epoch: body.readUInt16BE(16),
    };
  }

  private mac(body: Buffer): Buffer {
    return createHmac('sha256', this.key).update(body).digest().subarray(0, MAC);
  }
}
