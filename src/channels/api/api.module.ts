import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../../conversations/conversations.module.js';
import { ChannelsModule } from '../channels.module.js';
import { ChannelRegistry } from '../registry.js';
import { ApiCheck } from './api-check.service.js';
import { ApiDeliveries } from './api-deliveries.service.js';
import { ApiDelivery } from './api-delivery.entity.js';
import { ApiChannel } from './api.channel.js';
import { ApiController } from './api.controller.js';
import { ApiSimulator } from './api.simulator.js';
import { ApiWebhook } from './api.webhook.js';
import './api.personal.js';

@Module({
  imports: [TypeOrmModule.forFeature([ApiDelivery]), ChannelsModule, ConversationsModule],
  controllers: [ApiController],
  providers: [ApiChannel, ApiCheck, ApiDeliveries, ApiSimulator, ApiWebhook],
})
export class ApiModule implements OnModuleInit {
  constructor(
    private readonly registry: ChannelRegistry,
    private readonly channel: ApiChannel,
  ) {}

  onModuleInit(): void {
    this.registry.add(this.channel);
  }
}
