import type { Inbound, Outbound } from '../../contract.js';
import type { PageLine } from './page.types.js';

/** A file as a platform takes it, and up to which size. */
export interface FileKind {
  kind: 'image' | 'video' | 'audio' | 'file';
  maxBytes: number;
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
  /** Null where it takes no such file. */
  fileKind(type: string): FileKind | null;
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
  /** Whether its author may be written to privately on account of it. */
  takesPrivateAnswer(comment: string): boolean;
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
