import { Module } from '@nestjs/common';
import { ConversationsModule } from '../../conversations/conversations.module.js';
import { ChannelsModule } from '../channels.module.js';
import { PortalChannel } from './portal.channel.js';
import { PortalLine } from './portal-line.service.js';

@Module({
  imports: [ChannelsModule, ConversationsModule],
  providers: [PortalChannel, PortalLine],
  exports: [PortalLine],
})
export class PortalLineModule {}
