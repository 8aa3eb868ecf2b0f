import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What rings beside the console. A mobile's own voicemail must not take the customer, so whoever answers there presses 1. */
export type ExtensionTarget = { kind: 'mobile'; phone: string } | { kind: 'desk-phone' };

/** What comes instead of the extension: its voicemail, another one, an outside number, or what the flow says next. */
export type Way =
  { to: 'voicemail' } | { to: 'flow' } | { to: 'extension'; extensionId: string } | { to: 'number'; phone: string };

export interface Ways {
  busy: Way;
  nobody: Way;
  closed: Way;
}

export const STRATEGIES = ['all', 'in-turn', 'longest-idle'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** A desk phone's account at the provider of a line. Its password is shown once and kept nowhere. */
export interface DeskPhone {
  inboxId: string;
  username: string;
  domain: string;
  credentialSid: string;
}

/** A number that callers and colleagues dial: a person, several of them, or somebody outside. */
@Entity('extensions')
export class Extension {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('text') name!: string;
  @Column('text') kind!: 'person' | 'group' | 'outside';
  /** Whose it is. */
  @Column('uuid', { nullable: true }) userId!: string | null;
  /** Of one that is outside. */
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('jsonb') targets!: ExtensionTarget[];
  /** They ring for calls of its owner's teams, too, while the owner is available. */
  @Column('boolean') teamCalls!: boolean;
  /** Of a group: extensions of people, in the order of their turns. */
  @Column('uuid', { array: true }) members!: string[];
  @Column('text', { nullable: true }) strategy!: Strategy | null;
  /** In a group that rings one after the other: for each of them. */
  @Column('int') ringSeconds!: number;
  /** Its hours; always where there is none. */
  @Column('uuid', { nullable: true }) calendarId!: string | null;
  @Column('jsonb') ways!: Ways;
  /** What its voicemail says, by language. */
  @Column('jsonb') greeting!: Record<string, string>;
  /** Where its owner may call, within what the line allows; empty: wherever that may. */
  @Column('text', { array: true }) allowedPrefixes!: string[];
  /** For what its owner may call in a month; null: without limit. */
  @Column('float8', { nullable: true }) monthlyLimit!: number | null;
  @Column('jsonb', { nullable: true }) sip!: DeskPhone | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
