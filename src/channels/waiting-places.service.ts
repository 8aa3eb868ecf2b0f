import { Injectable } from '@nestjs/common';

export interface WaitingPlace {
  /** From 1. */
  position: number;
  /** Null where nobody can say. */
  waitMinutes: number | null;
}

export interface Places {
  of(ticketIds: readonly string[]): Promise<Map<string, WaitingPlace>>;
  /** Of everybody in a team's line, by ticket. */
  inTeam(teamId: string): Promise<Map<string, WaitingPlace>>;
}

const NOBODY: Places = { of: async () => new Map(), inTeam: async () => new Map() };

/**
 * Where a customer stands in line, for channels that can tell them while they wait. The room above that gives tickets to
 * people answers; without it nobody waits.
 */
@Injectable()
export class WaitingPlaces implements Places {
  private places = NOBODY;

  answerWith(places: Places): void {
    this.places = places;
  }

  of(ticketIds: readonly string[]): Promise<Map<string, WaitingPlace>> {
    return this.places.of(ticketIds);
  }

  inTeam(teamId: string): Promise<Map<string, WaitingPlace>> {
    return this.places.inTeam(teamId);
  }
}
