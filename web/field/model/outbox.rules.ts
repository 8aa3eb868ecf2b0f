import type { FieldAction } from './day.types.js';

/** What waits on the phone: in which order it goes, and what an answer does to it. Pure. */

export interface ChangeData {
  action?: FieldAction;
  lat?: number;
  lng?: number;
  accuracy?: number;
  reason?: string;
  outcome?: string;
  leaveOpen?: boolean;
  text?: string;
  itemId?: string;
  done?: boolean;
  itemVersion?: number;
  name?: string;
  quantity?: number;
  serial?: string;
  partClientId?: string;
  fileClientId?: string;
  move?: UnitMove;
  /** A tag, a serial number, or what a QR code says. */
  unit?: string;
  /** Of a swap: the one that takes its place. */
  other?: string;
  broken?: boolean;
  kind?: 'work' | 'travel' | 'wait';
  from?: string;
  to?: string;
}

export type ChangeType =
  'step' | 'checklist' | 'part' | 'part-removed' | 'time' | 'signature' | 'equipment' | 'unit' | 'note';
export type UnitMove = 'install' | 'return' | 'swap';

export interface Answer {
  clientId: string;
  status: 'applied' | 'conflict' | 'refused';
  code?: string;
  detail?: string;
  current?: Record<string, unknown>;
}

interface Waiting {
  /** Made once, before the first attempt; the server knows a repeat by it. */
  clientId: string;
  seq: number;
  visitId: string;
  at: string;
  /** The server’s no, which waits for the technician’s choice. */
  answer?: Answer;
}

export interface WaitingChange extends Waiting {
  what: 'change';
  type: ChangeType;
  data: ChangeData;
}

export interface WaitingFile extends Waiting {
  what: 'file';
  kind: 'photo' | 'signature';
  bytes: ArrayBuffer;
  mime: string;
  caption?: string;
  checklistId?: string;
}

export type Entry = WaitingChange | WaitingFile;

export type Turn = { what: 'changes'; entries: WaitingChange[] } | { what: 'file'; entry: WaitingFile };

/** The server takes no more at once. */
export const BATCH = 200;

export const inOrder = (entries: readonly Entry[]): Entry[] => [...entries].sort((a, b) => a.seq - b.seq);

export const isOpen = (entry: Entry): boolean => entry.answer === undefined;

/** What goes next: the file at the head, or the changes up to the next file. A signature’s picture goes before its change. */
export function nextTurn(entries: readonly Entry[]): Turn | null {
  const open = inOrder(entries).filter(isOpen);
  const [head] = open;
  if (!head) return null;
  if (head.what === 'file') return { what: 'file', entry: head };
  const until = open.findIndex((entry) => entry.what === 'file');
  const changes = (until === -1 ? open : open.slice(0, until)) as WaitingChange[];
  return { what: 'changes', entries: changes.slice(0, BATCH) };
}

export interface Settled {
  /** Of the entries that have arrived: they are forgotten. */
  arrived: string[];
  /** With the server’s no; they stay and are shown. */
  open: Entry[];
}

/** An entry that the answer does not name stays as it is and is sent again. */
export function settle(sent: readonly Entry[], answers: readonly Answer[]): Settled {
  const byId = new Map(answers.map((answer) => [answer.clientId, answer]));
  const settled: Settled = { arrived: [], open: [] };
  for (const entry of sent) {
    const answer = byId.get(entry.clientId);
    if (!answer) continue;
    if (answer.status === 'applied') settled.arrived.push(entry.clientId);
    else settled.open.push({ ...entry, answer });
  }
  return settled;
}

export interface Count {
  waiting: number;
  conflicts: number;
}

export function count(entries: readonly Entry[]): Count {
  const conflicts = entries.filter((entry) => entry.answer !== undefined).length;
  return { waiting: entries.length - conflicts, conflicts };
}
