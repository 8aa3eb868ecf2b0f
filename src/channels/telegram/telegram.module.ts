import { Module, type OnModuleInit } from '@nestjs/common';
import { ChannelsModule } from '../channels.module.js';
import { ChannelRegistry } from '../registry.js';
import { BotApi } from './bot-api.js';
import { TelegramSimulator } from './simulator/telegram.simulator.js';
import { TelegramCheck } from './telegram-check.service.js';
import { TelegramChannel } from './telegram.channel.js';
import { TelegramPace } from './telegram.pace.js';
import { TelegramPosts } from './telegram.posts.js';
import { TelegramSender } from './telegram.sender.js';

@Module({
  imports: [ChannelsModule],
  providers: [TelegramChannel, BotApi, TelegramSender, TelegramPosts, TelegramPace, TelegramCheck, TelegramSimulator],
})
export class TelegramModule implements OnModuleInit {
  constructor(
    private readonly registry: ChannelRegistry,
    private readonly channel: TelegramChannel,
  ) {}

  onModuleInit(): void {
    this.registry.add(this.channel);
  }
}
