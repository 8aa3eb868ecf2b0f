import { Injectable } from '@nestjs/common';
import type { Inbound, InboundConsent, InboundMessage, Line } from '../channels/contract.js';
import type { Envelope } from '../channels/envelope.entity.js';
import type { Tx } from '../platform/database/tx.js';
import { Changes } from './changes.js';
import { Consents } from './consents.js';
import { Echoes } from './echoes.js';
import { Ending, type Outcome } from './ending.js';
import { Filters } from './filters.js';
import { Identification } from './identification.js';
import { Languages } from './languages.js';
import { Opinions } from './opinions.js';
import { Receipts, UNKNOWN_MESSAGE } from './receipts.js';
import { Recording } from './recording.js';
import { Threading } from './threading.js';
import { Triage } from './triage.js';

/**
 * What becomes of everything that comes in, from any channel. Read it as a story: each step is one call downward, and
 * none calls back. All of it happens in one transaction, so a ticket is never seen half-made, and a repeat after a
 * crash finds either everything or nothing.
 */
@Injectable()
export class IntakeStory {
  constructor(
    private readonly filters: Filters,
    private readonly identification: Identification,
    private readonly languages: Languages,
    private readonly threading: Threading,
    private readonly triage: Triage,
    private readonly recording: Recording,
    private readonly receipts: Receipts,
    private readonly changes: Changes,
    private readonly echoes: Echoes,
    private readonly consents: Consents,
    private readonly opinions: Opinions,
    private readonly ending: Ending,
  ) {}

  /** `inbound` is what the channel's adapter read out of the envelope; most hold one thing, a webhook may hold many. */
  async tell(tx: Tx, envelope: Envelope, line: Line, inbound: Inbound[]): Promise<void> {
    let outcome: Outcome = { state: 'ignored', reason: 'empty' };
    let early = false;
    for (const thing of inbound) {
      const one = await this.one(tx, envelope, line, thing);
      if (one.state === 'processed' || outcome.reason === 'empty') outcome = one;
      early ||= one.reason === UNKNOWN_MESSAGE;
    }
    // A quarantined one is told again as a whole.
    this.ending.end(tx, envelope, { ...outcome, early: early && outcome.state !== 'quarantined' });
  }

  /** What came too early in an envelope that is done otherwise. Receipts only move forward, so all of them are heard again. */
  async hearReceipts(tx: Tx, line: Line, inbound: Inbound[]): Promise<{ early: boolean }> {
    let early = false;
    for (const thing of inbound) {
      if (thing.type === 'receipt') early ||= (await this.receipts.apply(tx, line, thing)).reason === UNKNOWN_MESSAGE;
    }
    return { early };
  }

  private async one(tx: Tx, envelope: Envelope, line: Line, thing: Inbound): Promise<Outcome> {
    if (thing.type === 'ignored') return { state: 'ignored', reason: thing.reason };
    if (thing.type === 'receipt') return this.receipts.apply(tx, line, thing);
    if (thing.type === 'change') return this.changes.apply(tx, envelope, line, thing);
    if (thing.type === 'echo') return this.echoes.record(tx, envelope, line, thing);
    if (thing.type === 'reach') return this.changes.reach(tx, line, thing);
    if (thing.type === 'moved') return this.changes.moved(tx, line, thing);
    if (thing.type === 'feedback') return this.opinions.hear(tx, envelope, line, thing);
    if (thing.type === 'consent') return this.consent(tx, envelope, line, thing);
    return this.message(tx, envelope, line, thing);
  }

  private async consent(tx: Tx, envelope: Envelope, line: Line, consent: InboundConsent): Promise<Outcome> {
    const word = await this.consents.apply(tx, line, consent);
    return word ? this.message(tx, envelope, line, word) : { state: 'processed' };
  }

  private async message(tx: Tx, envelope: Envelope, line: Line, message: InboundMessage): Promise<Outcome> {
    const ignored = await this.filters.reasonToIgnore(tx, line, message);
    if (ignored) return { state: 'ignored', reason: ignored };

    const customer = await this.identification.identify(tx, line, message);
    await this.languages.hear(tx, customer, message);
    const thread = await this.threading.find(tx, line, customer, message);
    const ticket = await this.triage.place(tx, line, customer, message, thread);
    const recorded = await this.recording.record(tx, { envelope, line, customer, message, thread, ticket });

    return {
      state: 'processed',
      ticketId: ticket.id,
      messageId: recorded.id,
      ...(recorded.repeat && { reason: 'repeat' }),
    };
  }
}
