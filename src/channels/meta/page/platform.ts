import type { Abilities, Inbound, Outbound } from '../../contract.js';
import { isAmong } from '../../delivery/attachment-limits.rules.js';
import type { PageLine } from './page.types.js';

/** Files as a platform takes them, and up to which size. */
export interface FileKind {
  kind: 'image' | 'video' | 'audio' | 'file';
  /** As `image/*`; everything else where there are none. */
  types?: string[];
  maxBytes: number;
}

export const fileKind = (kinds: readonly FileKind[], type: string): FileKind | undefined =>
  kinds.find(({ types }) => !types || isAmong(type, types));

/** The same for whoever asks before anything is sent. */
export function attachmentsOf(kinds: readonly FileKind[]): Abilities['attachments'] {
  const named = kinds.flatMap(({ types, maxBytes }) => (types ? [{ types, maxBytes }] : []));
  return {
    inbound: true,
    outbound: true,
    maxBytes: Math.max(...kinds.map(({ maxBytes }) => maxBytes)),
    maxCount: 10,
    sizes: named,
    ...(named.length === kinds.length && { types: named.flatMap(({ types }) => types) }),
  };
}

/** In what the two products of a page differ, as data. */
export interface Platform {
  /** In sentences. */
  name: string;
  /** `object` of its webhooks. */
  object: string;
  /** Of what its app must be told (`subscribed_fields`). */
  fields: string;
  /** Rights of the token, for whoever makes one. */
  scopes: string;
  /** How long one text may be, as the platform measures it. */
  maxText: { length: number; measure(text: string): number };
  /** The first that fits counts; a file that none fits is not taken. */
  files: readonly FileKind[];
  /** Whether what we send comes back with our own id. */
  metadata: boolean;
  /** Where to ask what somebody is called, and how to read the answer. */
  profile: { fields: string; nameOf(profile: Record<string, unknown>): string | undefined };
  /** Who the line is: what to ask the account for. */
  account: { fields: string; nameOf(account: Record<string, unknown>): string };
  /** What a change means that is no message: under one of its posts or pictures, or about the page itself. */
  change(field: string, value: Record<string, unknown>, where: { pageId: string; at?: Date }): Inbound;
  /** What was said in public is answered where everybody reads it: by which call. */
  answerInPublic(comment: string, message: string, line: PageLine): { path: string; body: object };
  /** Whose messages are sent: below the API. */
  senderPath(line: PageLine): string;
  /** Further fields of an upload. */
  uploadFields: Record<string, string>;
}

const COMMENT = 'comment:';

/** How a comment is called among our ids, apart from messages. */
export const commentId = (id: string): string => COMMENT + id;

/** The comment that an answer in public is for: the one that was chosen, else the last one that a customer wrote. */
export function commentIn({
  quoted,
  inReplyTo,
  references,
}: Pick<Outbound, 'quoted' | 'inReplyTo' | 'references'>): string | undefined {
  const last = [quoted?.externalId, inReplyTo, ...references.toReversed()].find((id) => id?.startsWith(COMMENT));
  return last?.slice(COMMENT.length);
}

export const bareComment = (externalId: string): string => externalId.replace(COMMENT, '');
