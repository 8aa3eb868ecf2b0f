import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import { Egress } from '../../platform/egress/egress.js';
import { OwnPlanner } from '../planning/planner.js';
import type { Planner } from '../planning/planning.types.js';
import { VroomPlanner, type Fetch } from '../planning/vroom.planner.js';

/** Who plans days: ours, or a VROOM that somebody runs. */
@Injectable()
export class Planners {
  readonly current: Planner;

  constructor(config: Config, egress: Egress) {
    const url = config.get('VROOM_URL');
    const fetch: Fetch = (address, init) => egress.fetch(address, init as never) as never;
    this.current = url ? new VroomPlanner(fetch, url) : new OwnPlanner();
  }
}
