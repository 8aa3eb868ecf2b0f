import { Injectable } from '@nestjs/common';
import { AppSecrets } from '../app-secrets.service.js';
import { Graph } from '../graph.js';
import { PageSimulator } from '../simulator/page.simulator.js';
import { PageCheck } from './page-check.service.js';
import { PageSender } from './page.sender.js';

/** What a line of a page stands on. */
@Injectable()
export class PageServices {
  constructor(
    readonly graph: Graph,
    readonly secrets: AppSecrets,
    readonly sender: PageSender,
    readonly checker: PageCheck,
    readonly simulator: PageSimulator,
  ) {}
}
