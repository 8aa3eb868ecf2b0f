import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { ContactMergeJournal } from './contact-merge-journal.service.js';
import { ContactMerge } from './contact-merge.entity.js';
import { Contact } from './contact.entity.js';
import { give, giftOf, lostBy, takeBack, type Gift, type Profile } from './profile.rules.js';

/** Under this name the journal keeps what a merge added to the winner's own data. */
const PROFILE = 'contacts';

/** The winner's own data: what a merge adds to it, and what undoing one takes away again. */
@Injectable()
export class MergeGifts {
  constructor(
    private readonly journal: ContactMergeJournal,
    private readonly clock: Clock,
  ) {}

  async give(tx: Tx, mergeId: string, winner: Contact, loser: Contact): Promise<void> {
    const gift = giftOf(winner, loser);
    await this.journal.record(tx, mergeId, PROFILE, [{ id: winner.id, gift }]);
    await this.store(tx, winner, give(winner, gift));
  }

  async takeBack(tx: Tx, merge: ContactMerge): Promise<void> {
    await this.takeFrom(tx, merge, giftIn(merge));
  }

  /** What the winner loses it may have given on to a winner of its own: so on upwards. */
  private async takeFrom(tx: Tx, merge: ContactMerge, gift: Gift, replaced?: Profile): Promise<void> {
    if (Object.keys(gift).length === 0) return;
    const winner = (await tx.lock(Contact, { id: merge.winnerId }))!;
    const later = await tx.manager.find(ContactMerge, {
      where: { winnerId: merge.winnerId, undoneAt: IsNull(), id: MoreThan(merge.id) },
      order: { id: 'ASC' },
    });
    const losers = new Map(
      (await tx.manager.findBy(Contact, { id: In(later.map((m) => m.loserId)) })).map((contact) => [
        contact.id,
        contact,
      ]),
    );
    const heirs = later.map((m) => ({ profile: losers.get(m.loserId)!, gift: giftIn(m) }));
    const { profile, gifts, replacement } = takeBack(winner, gift, heirs, replaced);
    for (const [index, heir] of later.entries()) await this.note(tx, heir, gifts[index]!);
    if (replaced) await this.note(tx, merge, { ...without(giftIn(merge), gift), ...replacement });
    await this.store(tx, winner, profile);
    const above = await tx.find(ContactMerge, { loserId: winner.id, undoneAt: IsNull() });
    if (above) await this.takeFrom(tx, above, lostBy(profile, giftIn(above)), profile);
  }

  private async note(tx: Tx, merge: ContactMerge, gift: Gift): Promise<void> {
    await tx.query('update contact_merges set entries = jsonb_set(entries, array[$2], $3) where id = $1', [
      merge.id,
      PROFILE,
      JSON.stringify([{ id: merge.winnerId, gift }]),
    ]);
  }

  private async store(tx: Tx, contact: Contact, profile: Profile): Promise<void> {
    const { title, language, companyId, notes, tags, fields } = profile;
    Object.assign(contact, { title, language, companyId, notes, tags, fields });
    await tx.save(Object.assign(contact, { version: contact.version + 1, updatedAt: this.clock.now() }));
  }
}

const giftIn = (merge: ContactMerge): Gift => (merge.entries[PROFILE]?.[0]?.gift ?? {}) as Gift;

const without = (gift: Gift, lost: Gift): Gift =>
  Object.fromEntries(Object.entries(gift).filter(([slot]) => !Object.hasOwn(lost, slot)));
