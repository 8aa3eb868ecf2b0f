import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChannelRegistry } from '../../channels/registry.js';
import { Clock } from '../../platform/clock.js';
import { Signals } from '../../platform/sockets/signals.js';
import { shippedWeight, type LineOrder, type Strategy, type Terms } from './assignment.rules.js';

declare module '../../platform/sockets/signals.js' {
  interface SignalMap {
    'assignment.terms-changed': Record<string, never>;
  }
}

export interface TeamTerms extends Terms {
  teamId: string;
  teamName: string;
  matchLanguage: boolean;
  lineOrder: LineOrder[];
}

export interface AllTerms {
  /** Of the teams that decide by themselves. */
  teams: ReadonlyMap<string, TeamTerms>;
  weights: ReadonlyMap<string, number>;
  /** Channels on which both sides are there at once: they take somebody's attention also while the customer thinks. */
  live: readonly string[];
}

/** A lost signal is made good after this; tickets that came in between are found by the sweep. */
const TRUSTED_MS = 5_000;

interface Row {
  team_id: string;
  name: string;
  strategy: Strategy;
  sticky: boolean;
  match_language: boolean;
  accept_seconds: number | null;
  relax_seconds: number;
  line_order: LineOrder[];
}

/** How teams decide, in memory: where no team does, assignment costs a ticket nothing. */
@Injectable()
export class AssignmentTerms {
  private known: { at: number; terms: Promise<AllTerms> } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly signals: Signals,
    private readonly channels: ChannelRegistry,
  ) {
    signals.on('assignment.terms-changed', () => (this.known = undefined));
  }

  now(): Promise<AllTerms> {
    const at = this.clock.millis();
    if (this.known && at - this.known.at < TRUSTED_MS && at >= this.known.at) return this.known.terms;
    const terms = this.load();
    this.known = { at, terms };
    terms.catch(() => (this.known = undefined));
    return terms;
  }

  /** For work that another process asked for: it may know of terms that this one has not heard of. */
  async of(teamId: string): Promise<TeamTerms | undefined> {
    const known = (await this.now()).teams.get(teamId);
    if (known) return known;
    this.known = undefined;
    return (await this.now()).teams.get(teamId);
  }

  /** After the commit of a change, in every process. */
  changed(): void {
    this.signals.send('assignment.terms-changed', {});
  }

  private async load(): Promise<AllTerms> {
    const [rows, weights] = await Promise.all([
      this.db.query<Row[]>(
        `select a.*, t.name from team_assignment a join teams t on t.id = a.team_id where a.strategy <> 'manual'`,
      ),
      this.db.query<{ channel: string; weight: number }[]>('select channel, weight from channel_weights'),
    ]);
    return {
      teams: new Map(rows.map((row) => [row.team_id, termsOf(row)])),
      weights: new Map([...this.shipped(), ...weights.map(({ channel, weight }) => [channel, weight] as const)]),
      live: this.channels
        .all()
        .filter(isLive)
        .map(({ kind }) => kind),
    };
  }

  private shipped(): (readonly [string, number])[] {
    return this.channels
      .all()
      .map((adapter) => [adapter.kind, shippedWeight({ calls: adapter.abilities.calls, live: isLive(adapter) })]);
  }
}

const isLive = ({ abilities }: { abilities: { calls: boolean; delivery: string } }): boolean =>
  abilities.calls || abilities.delivery === 'pull';

const termsOf = (row: Row): TeamTerms => ({
  teamId: row.team_id,
  teamName: row.name,
  strategy: row.strategy as Terms['strategy'],
  sticky: row.sticky,
  matchLanguage: row.match_language,
  acceptSeconds: row.accept_seconds,
  relaxSeconds: row.relax_seconds,
  lineOrder: row.line_order,
});
