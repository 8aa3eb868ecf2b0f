import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    'contact.created': { contactId: string };
    /** People of a list that was read in: told together, by the thousand, and not one by one as `contact.created`. */
    'contacts.listed': { contactIds: string[] };
    /** `changed`: names of its fields, or `identities`. */
    'contact.changed': { contactId: string; changed: string[] };
    'contact.deleted': { contactId: string };
    /**
     * Rooms that own rows with a contact's id move them to the winner in a policy, and note each moved row with
     * `ContactMergeJournal.record`, so that the very rows come back when the merge is undone.
     */
    'contact.merged': { mergeId: string; winnerId: string; loserId: string };
    /**
     * The reverse: rooms take from the journal what they moved (`ContactMergeJournal.takeBack`), and give it back where
     * it still belongs to `winnerId`: the contact that has it now. What came over `identityIds` since the merge goes
     * with them to the loser.
     */
    'contact.unmerged': { mergeId: string; winnerId: string; loserId: string; identityIds: string[] };
    /** They ask about themselves, where they are signed in: privacy makes a request of it. */
    'contact.asked-about-data': { contactId: string; kind: 'export' | 'erasure'; language: string | null };
    'company.changed': { companyId: string; changed: string[] };
  }
}
defineEvents(
  'contact.created',
  'contacts.listed',
  'contact.changed',
  'contact.deleted',
  'contact.merged',
  'contact.unmerged',
  'contact.asked-about-data',
  'company.changed',
);
