import type { Envelope } from './envelope.entity.js';

/** What is pushed out is read again from the database. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Envelopes on their way from the commit to their story: their raw bytes are here still and need not be read again. */
export class FreshEnvelopes {
  private readonly kept = new Map<string, Envelope>();
  private bytes = 0;

  keep(envelope: Envelope): void {
    this.take(envelope.id); // a transaction that begins again keeps it again
    this.kept.set(envelope.id, envelope);
    this.bytes += envelope.size;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= MOST_BYTES) break;
      this.take(oldest);
    }
  }

  take(id: string): Envelope | undefined {
    const envelope = this.kept.get(id);
    if (envelope && this.kept.delete(id)) this.bytes -= envelope.size;
    return envelope;
  }
}
