import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { ContactMergeJournal } from './contact-merge-journal.service.js';
import { ContactMerge } from './contact-merge.entity.js';
import { Contact } from './contact.entity.js';
import { MergeGifts } from './merge-gifts.js';

const IDENTITIES = 'contact_identities';

/** Two contacts turn out to be one person; and turn out not to be. */
@Injectable()
export class ContactMergesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly journal: ContactMergeJournal,
    private readonly gifts: MergeGifts,
    private readonly audit: AuditService,
  ) {}

  /** The other becomes part of the winner: identities, and by the policies of other rooms all that hangs on it. */
  merge(actor: Actor, winnerId: string, loserId: string): Promise<string> {
    if (winnerId === loserId) throw invalid('otherId', 'a contact cannot be merged with itself');
    return this.work.run(async (tx) => {
      const [winner, loser] = await this.lockBoth(tx, winnerId, loserId);
      const mergeId = newId();
      const at = this.clock.now();
      await tx.insert(ContactMerge, {
        id: mergeId,
        winnerId,
        loserId,
        byId: actor.id,
        byName: actor.name,
        at,
        undoneAt: null,
        entries: {},
      });
      const moved = await tx.query<{ id: string }>(
        'update contact_identities set contact_id = $1 where contact_id = $2 returning id',
        [winnerId, loserId],
      );
      await this.journal.record(tx, mergeId, IDENTITIES, moved);
      await this.gifts.give(tx, mergeId, winner, loser);
      await this.store(tx, Object.assign(loser, { mergedIntoId: winnerId }));
      tx.emit('contact.merged', { mergeId, winnerId, loserId });
      await this.audit.record(tx, {
        actor,
        action: 'contact.merged',
        target: { kind: 'contact', id: winnerId },
        data: { mergeId, loserId },
      });
      return mergeId;
    });
  }

  /**
   * Undoes one merge, the last one into the contact unless it is said which. Everything that the merge moved and that
   * still is where it moved to goes back; what came later stays with the identity over which it came.
   */
  unmerge(actor: Actor, contactId: string, mergeId?: string): Promise<{ mergeId: string; loserId: string }> {
    return this.work.run(async (tx) => {
      const merge = await this.mergeToUndo(tx, contactId, mergeId);
      const ownerId = await this.ownerNow(tx, merge.winnerId);
      const contacts = await this.lockAll(tx, [merge.winnerId, merge.loserId, ownerId]);
      if (contacts.get(ownerId)?.deletedAt) throw conflict('contact_deleted', 'The contact was deleted since.');
      const identities = await this.journal.takeBack(tx, merge.id, IDENTITIES);
      const back = await tx.query<{ id: string }>(
        'update contact_identities set contact_id = $1 where id = any($2::uuid[]) and contact_id = $3 returning id',
        [merge.loserId, identities.map((row) => row.id), ownerId],
      );
      await this.gifts.takeBack(tx, merge);
      await this.store(tx, Object.assign(contacts.get(merge.loserId)!, { mergedIntoId: null }));
      await tx.manager.update(ContactMerge, { id: merge.id }, { undoneAt: this.clock.now() });
      tx.emit('contact.unmerged', {
        mergeId: merge.id,
        winnerId: ownerId,
        loserId: merge.loserId,
        identityIds: back.map((row) => row.id),
      });
      await this.audit.record(tx, {
        actor,
        action: 'contact.unmerged',
        target: { kind: 'contact', id: merge.winnerId },
        data: { mergeId: merge.id, loserId: merge.loserId },
      });
      return { mergeId: merge.id, loserId: merge.loserId };
    });
  }

  private async mergeToUndo(tx: Tx, contactId: string, mergeId?: string): Promise<ContactMerge> {
    const merge = await tx.manager.findOne(ContactMerge, {
      where: mergeId ? { id: mergeId } : { winnerId: contactId, undoneAt: IsNull() },
      order: { id: 'DESC' },
      lock: { mode: 'pessimistic_write' },
    });
    if (!merge) throw notFound('merge');
    if (merge.undoneAt) throw conflict('already_undone', 'This merge was undone already.');
    const owner = await this.ownerNow(tx, merge.winnerId);
    if (![merge.winnerId, merge.loserId, owner].includes(contactId)) throw notFound('merge');
    return merge;
  }

  /** The winner may itself have been merged since: the contact that has everything now. */
  private async ownerNow(tx: Tx, id: string): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `with recursive above as (
         select id, merged_into_id from contacts where id = $1
         union all select c.id, c.merged_into_id from contacts c join above on c.id = above.merged_into_id
       ) select id from above where merged_into_id is null`,
      [id],
    );
    if (!row) throw notFound('contact');
    return row.id;
  }

  private async lockBoth(tx: Tx, winnerId: string, loserId: string): Promise<[Contact, Contact]> {
    const contacts = await this.lockAll(tx, [winnerId, loserId]);
    const winner = contacts.get(winnerId);
    const loser = contacts.get(loserId);
    if (!winner || winner.deletedAt) throw notFound('contact');
    if (!loser || loser.deletedAt) throw invalid('otherId', 'there is no such contact');
    for (const one of [winner, loser]) {
      if (one.mergedIntoId) {
        throw conflict('already_merged', `${one.name} is part of another contact.`, { mergedIntoId: one.mergedIntoId });
      }
    }
    return [winner, loser];
  }

  /** In one order for everybody, so that two merges of the same two do not wait for each other. */
  private async lockAll(tx: Tx, ids: string[]): Promise<Map<string, Contact>> {
    const rows = await tx.manager.find(Contact, {
      where: { id: In([...new Set(ids)]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async store(tx: Tx, contact: Contact): Promise<void> {
    await tx.save(Object.assign(contact, { version: contact.version + 1, updatedAt: this.clock.now() }));
  }
}
