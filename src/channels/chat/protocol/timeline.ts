import type { ChatMessage } from './protocol.js';

/** The messages of one conversation as far as they are known, by `seq`, and where something is missing. */
export class Timeline {
  private readonly bySeq = new Map<number, ChatMessage>();
  /** Everything from `first` up to here is known. */
  private whole = 0;
  private first = 0;
  private newest = 0;

  put(messages: readonly ChatMessage[]): void {
    for (const message of messages) {
      if (!Number.isSafeInteger(message.seq) || message.seq < 1) continue;
      this.bySeq.set(message.seq, message);
      this.newest = Math.max(this.newest, message.seq);
    }
    this.join();
  }

  /**
   * The newest messages, as a session brings them. The first time they may begin anywhere: what is earlier is
   * loaded when somebody scrolls up. Later they only add.
   */
  begin(history: readonly ChatMessage[], lastSeq: number): void {
    const lowest = history.reduce((least, m) => Math.min(least, m.seq), lastSeq + 1);
    if (this.first === 0) {
      this.first = lowest;
      this.whole = lowest - 1;
    }
    this.expect(lastSeq);
    this.put(history);
  }

  /** The server has messages up to this one, seen or not. */
  expect(seq: number): void {
    this.newest = Math.max(this.newest, seq);
  }

  private join(): void {
    if (this.first === 0) this.first = 1;
    while (this.bySeq.has(this.whole + 1)) this.whole += 1;
    while (this.bySeq.has(this.first - 1)) this.first -= 1;
  }

  /** After this one something is missing; undefined where all is there. */
  get gapAfter(): number | undefined {
    return this.newest > this.whole ? this.whole : undefined;
  }

  get lastSeq(): number {
    return this.newest;
  }

  /** How many messages came before the first known one. */
  get earlier(): number {
    return Math.max(0, this.first - 1);
  }

  get messages(): ChatMessage[] {
    return [...this.bySeq.values()].sort((a, b) => a.seq - b.seq);
  }

  at(seq: number): ChatMessage | undefined {
    return this.bySeq.get(seq);
  }
}
