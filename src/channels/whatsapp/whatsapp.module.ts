import { Module, type OnModuleInit } from '@nestjs/common';
import { ChannelsModule } from '../channels.module.js';
import { MetaModule } from '../meta/meta.module.js';
import { ChannelRegistry } from '../registry.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { CloudRoute } from './cloud.route.js';
import { WhatsappSimulator } from './simulator/whatsapp.simulator.js';
import { TwilioRoute } from './twilio/twilio.route.js';
import { WhatsappCheck } from './whatsapp-check.service.js';
import { WhatsappChannel } from './whatsapp.channel.js';
import { WhatsappSender } from './whatsapp.sender.js';

@Module({
  imports: [ChannelsModule, MetaModule, TwilioModule],
  providers: [WhatsappChannel, CloudRoute, TwilioRoute, WhatsappSender, WhatsappCheck, WhatsappSimulator],
})
export class WhatsappModule implements OnModuleInit {
  constructor(
    private readonly registry: ChannelRegistry,
    private readonly channel: WhatsappChannel,
  ) {}

  onModuleInit(): void {
    this.registry.add(this.channel);
  }
}
