import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { SmsChannel } from './sms.channel.js';
import { SmsCheck } from './sms-check.service.js';

@Module({ imports: [ChannelsModule, TwilioModule], providers: [SmsChannel, SmsCheck] })
export class SmsModule {}
