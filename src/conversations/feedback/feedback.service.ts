import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { Feedback } from './feedback.entity.js';
import { hear, type Heard, type Opinion } from './feedback.rules.js';

export interface Giver {
  inboxId: string;
  channel: string;
  contactId: string;
  identityId: string;
}

/** Opinions, each kept once, with what they said before. What was taken back is shown to nobody any more. */
@Injectable()
export class FeedbackService {
  constructor(private readonly clock: Clock) {}

  /** The caller holds the giver's identity, so that the same is not kept twice. */
  async hear(tx: Tx, giver: Giver, externalId: string, given: Opinion | null, at?: Date): Promise<Heard> {
    const when = at ?? this.clock.now();
    const kept = await tx.lock(Feedback, { inboxId: giver.inboxId, externalId });
    const heard = hear(kept, given, when);
    if (heard === 'new') {
      await tx.insert(Feedback, {
        id: newId(),
        ...giver,
        externalId,
        verdict: given!.verdict,
        text: given!.text,
        link: given!.link ?? null,
        earlier: [],
        givenAt: when,
        changedAt: when,
        takenBackAt: null,
      });
    } else if (kept && CHANGES.includes(heard)) {
      await tx.save(Object.assign(kept, this.changed(kept, given, heard, when)));
    }
    return heard;
  }

  private changed(kept: Feedback, given: Opinion | null, heard: Heard, at: Date): Partial<Feedback> {
    if (!given) return { verdict: null, text: '', link: null, earlier: [], changedAt: at, takenBackAt: at };
    const { verdict, text } = kept;
    return {
      verdict: given.verdict,
      text: given.text,
      link: given.link ?? kept.link,
      earlier: heard === 'changed' ? [...kept.earlier, { verdict, text, until: at.toISOString() }] : [],
      ...(heard === 'given-again' && { givenAt: at }),
      changedAt: at,
      takenBackAt: null,
    };
  }
}

const CHANGES: readonly Heard[] = ['changed', 'taken-back', 'given-again'];
