import { Injectable } from '@nestjs/common';
import type { LivePlace, Road } from '../board/live.rules.js';
import { Config } from '../../platform/config.js';
import { Egress } from '../../platform/egress/egress.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { osrmTravel } from '../planning/osrm.travel.js';
import type { Place, Travel } from '../planning/planning.types.js';
import { greatCircle } from '../planning/travel.rules.js';

const GUESS = greatCircle();
/** A router that is slower than this is as good as none: the board does not wait for it. */
const TIMEOUT_MS = 3_000;

/** How far it is from one place to another: by a road router where one is set, else as the crow flies, times a detour. */
@Injectable()
export class RoadsService {
  private readonly log = Logs.for('dispatch');
  /** Where a router would be asked for too much. */
  readonly guess: Travel = GUESS;

  constructor(
    private readonly config: Config,
    private readonly egress: Egress,
  ) {}

  /** For planning: all journeys between these places. */
  async travel(places: readonly Place[]): Promise<Travel> {
    const url = this.config.get('OSRM_URL');
    if (!url) return GUESS;
    try {
      const fetch = (address: string, init: object) => this.egress.fetch(address, init);
      return await osrmTravel(places, { fetch: fetch as never, url, otherwise: GUESS, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      this.log.warn({ err: error }, 'the road router did not answer; distances are guessed');
      return GUESS;
    }
  }

  /** The same, where the places cost a look themselves: without a router nobody looks. */
  async travelAmong(places: () => Promise<readonly Place[]>): Promise<Travel> {
    return this.config.get('OSRM_URL') ? this.travel(await places()) : GUESS;
  }

  /** For what people look at: guessed, because it must be there at once. */
  road(): Road {
    return {
      minutes: (from, to) => GUESS.minutes(placeOf(from), placeOf(to)),
      kilometres: (from, to) => GUESS.kilometres(placeOf(from), placeOf(to)),
    };
  }
}

const placeOf = ({ key, lat, lng }: LivePlace): Place => ({ id: key, lat, lng });
