import { Module } from '@nestjs/common';
import { Graph } from './graph.js';

/** What the channels of Meta share: one API, one signature, one handshake. */
@Module({ providers: [Graph], exports: [Graph] })
export class MetaModule {}
