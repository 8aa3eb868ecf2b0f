import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import type { SimulatedCall, SimulatedRecording, SimulatedRoom } from './simulated-call.js';

/** The simulated provider's memory. In the database, so that a command begins a call that the server goes on with. */
@Injectable()
export class SimulatedStore {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async save(what: SimulatedCall | SimulatedRoom): Promise<void> {
    if (what.kind === 'call') this.stamp(what);
    await this.db.query(
      `insert into simulated_calls (sid, inbox_id, call, updated_at) values ($1, $2, $3, $4)
       on conflict (sid) do update set call = excluded.call, updated_at = excluded.updated_at`,
      [what.sid, what.inboxId, JSON.stringify(what), this.clock.now()],
    );
  }

  call(sid: string): Promise<SimulatedCall | null> {
    return this.one<SimulatedCall>(`sid = $1 and call->>'kind' = 'call'`, [sid]);
  }

  room(sid: string): Promise<SimulatedRoom | null> {
    return this.one<SimulatedRoom>(`sid = $1 and call->>'kind' = 'room'`, [sid]);
  }

  /** A conversation that ended does not begin again: the next of the same name is another. */
  roomNamed(name: string): Promise<SimulatedRoom | null> {
    return this.one<SimulatedRoom>(`call->>'kind' = 'room' and call->>'name' = $1 and call->>'over' = 'false'`, [name]);
  }

  roomOfLeg(sid: string): Promise<SimulatedRoom | null> {
    return this.one<SimulatedRoom>(`call->>'kind' = 'room' and call->'legs' @> $1::jsonb`, [JSON.stringify([{ sid }])]);
  }

  callWaitingFor(room: string): Promise<SimulatedCall | null> {
    return this.one<SimulatedCall>(`call->>'kind' = 'call' and call->>'room' = $1 and not call ? 'calledBy'`, [room]);
  }

  /** Who has heard their music to its end. */
  async waitingSince(before: Date): Promise<SimulatedCall[]> {
    const rows = await this.db.query<{ call: SimulatedCall }[]>(
      `select call from simulated_calls where call->>'kind' = 'call' and call->>'over' = 'false' and call->>'waitUrl' is not null
         and updated_at < $1 and updated_at > $1 - interval '2 hours' limit 100`,
      [before],
    );
    return rows.map(({ call }) => call);
  }

  /** The list of the account: calls to or from a number since then. */
  async since(inboxIds: readonly string[], since: Date): Promise<SimulatedCall[]> {
    const rows = await this.db.query<{ call: SimulatedCall }[]>(
      `select call from simulated_calls where inbox_id = any($1::uuid[]) and call->>'kind' = 'call'
         and (call->>'startedAt')::timestamptz >= $2 order by updated_at desc limit 1000`,
      [[...inboxIds], since],
    );
    return rows.map(({ call }) => call);
  }

  async recorded(call: SimulatedCall, recording: Omit<SimulatedRecording, 'at'>): Promise<void> {
    call.recordings = [...(call.recordings ?? []), { ...recording, at: this.clock.now().toISOString() }];
    await this.save(call);
  }

  private stamp(call: SimulatedCall): void {
    const now = this.clock.now().toISOString();
    call.startedAt ??= now;
    if (call.over) call.endedAt ??= now;
  }

  async open(inboxId: string): Promise<SimulatedCall[]> {
    const rows = await this.db.query<{ call: SimulatedCall }[]>(
      `select call from simulated_calls where inbox_id = $1 and call->>'kind' = 'call' and not call ? 'calledBy' order by updated_at desc limit 20`,
      [inboxId],
    );
    return rows.map(({ call }) => call);
  }

  private async one<T>(where: string, parameters: unknown[]): Promise<T | null> {
    const [row] = await this.db.query<{ call: T }[]>(
      `select call from simulated_calls where ${where} order by updated_at desc limit 1`,
      parameters,
    );
    return row?.call ?? null;
  }
}
