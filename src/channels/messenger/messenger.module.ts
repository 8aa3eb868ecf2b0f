import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels.module.js';
import { MetaModule } from '../meta/meta.module.js';
import { MessengerChannel } from './messenger.channel.js';
import { PagePosts } from './page-posts.service.js';

@Module({ imports: [ChannelsModule, MetaModule], providers: [MessengerChannel, PagePosts] })
export class MessengerModule {}
