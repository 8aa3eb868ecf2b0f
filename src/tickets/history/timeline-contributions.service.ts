import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { TimelineItem } from './timeline.dto.js';

/** Whose timeline: a person's, or that of a whole company. */
export type TimelineOf = { contactId: string } | { companyId: string };

export interface TimelineStretch {
  /** At most so many, the newest first. */
  most: number;
  /** Behind this one; null: from the newest on. */
  before: { at: string; id: string } | null;
}

/** With whom it was: who reads it has looked at them. */
export interface Told {
  item: TimelineItem;
  contactIds: readonly string[];
}

/** As far as the reader may see it. Ordered by time (to the millisecond) and id, both falling. */
export type ReadStretch = (actor: Actor, of: TimelineOf, stretch: TimelineStretch) => Promise<Told[]>;

/** Rooms above add here, at module start, what happened with a customer and is no message: sales its meetings. */
@Injectable()
export class TimelineContributions {
  private readonly reads: ReadStretch[] = [];

  add(read: ReadStretch): void {
    this.reads.push(read);
  }

  async read(actor: Actor, of: TimelineOf, stretch: TimelineStretch): Promise<Told[]> {
    return (await Promise.all(this.reads.map((read) => read(actor, of, stretch)))).flat();
  }
}
