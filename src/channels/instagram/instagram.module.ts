import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels.module.js';
import { MetaModule } from '../meta/meta.module.js';
import { InstagramChannel } from './instagram.channel.js';
import { TokenRenewal } from './token-renewal.service.js';

@Module({ imports: [ChannelsModule, MetaModule], providers: [InstagramChannel, TokenRenewal] })
export class InstagramModule {}
