import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels.module.js';
import { AppSecrets } from './app-secrets.service.js';
import { AppCheck } from './app-check.service.js';
import { Graph } from './graph.js';
import { PageCheck } from './page/page-check.service.js';
import { PageSender } from './page/page.sender.js';
import { PageServices } from './page/page.services.js';
import { Knocking } from './simulator/knocking.js';
import { PageSimulator } from './simulator/page.simulator.js';

/** What the channels of Meta share: one API, one signature, one handshake; and what those of a page share. */
@Module({
  imports: [ChannelsModule],
  providers: [Graph, AppSecrets, AppCheck, Knocking, PageSender, PageCheck, PageSimulator, PageServices],
  exports: [Graph, AppSecrets, AppCheck, Knocking, PageServices],
})
export class MetaModule {}
