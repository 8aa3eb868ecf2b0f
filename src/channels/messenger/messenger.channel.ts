import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Abilities, Inbound, Line, OutboundPost, Published } from '../contract.js';
import { PAGE_ABILITIES, PageChannel } from '../meta/page/page.channel.js';
import { PageServices } from '../meta/page/page.services.js';
import { pageSettings } from '../meta/page/page.settings.js';
import { pageLine } from '../meta/page/page.types.js';
import { attachmentsOf, type Platform } from '../meta/page/platform.js';
import { ChannelRegistry } from '../registry.js';
import { mentionIn, recommendationIn } from './about-us.rules.js';
import { commentIn } from './comments.rules.js';
import { PAGE_PUBLISHING, PagePosts } from './page-posts.service.js';

const MB = 1024 * 1024;
const SCOPES =
  'pages_messaging, pages_manage_metadata, pages_read_engagement, pages_read_user_content, pages_manage_engagement, pages_manage_posts';

const MESSENGER: Platform = {
  name: 'Messenger',
  object: 'page',
  fields:
    'messages,message_echoes,message_edits,message_reactions,message_deliveries,message_reads,messaging_postbacks,messaging_referrals,feed,mention,ratings',
  scopes: SCOPES,
  maxText: { length: 2000, measure: (text) => text.length },
  files: [
    { kind: 'image', types: ['image/jpeg', 'image/png', 'image/gif'], maxBytes: 8 * MB },
    { kind: 'video', types: ['video/*'], maxBytes: 25 * MB },
    { kind: 'audio', types: ['audio/*'], maxBytes: 25 * MB },
    { kind: 'file', maxBytes: 25 * MB },
  ],
  metadata: true,
  profile: { fields: 'name', nameOf: ({ name }) => (typeof name === 'string' && name ? name : undefined) },
  account: { fields: 'name', nameOf: ({ name }) => String(name ?? '') },
  change: meant,
  answerInPublic: (comment, message) => ({ path: `${encodeURIComponent(comment)}/comments`, body: { message } }),
  senderPath: ({ settings }) => encodeURIComponent(settings.pageId ?? ''),
  uploadFields: {},
};

/** Messages to a Facebook page, its posts and what is said under them and of it. */
@Injectable()
export class MessengerChannel extends PageChannel implements OnModuleInit {
  readonly kind = 'messenger';
  readonly name = 'Messenger';
  readonly settings = pageSettings(
    { title: 'Page ID', where: 'Of the Facebook page: About → Page transparency.' },
    SCOPES,
  );
  readonly abilities: Abilities = {
    ...PAGE_ABILITIES,
    attachments: attachmentsOf(MESSENGER.files),
    receipts: ['delivered', 'read'],
    maxText: 2000,
    budget: { perSecond: 40, burst: 40 },
    publishing: PAGE_PUBLISHING,
  };
  protected readonly platform = MESSENGER;

  constructor(
    services: PageServices,
    private readonly posts: PagePosts,
    private readonly registry: ChannelRegistry,
  ) {
    super(services);
  }

  onModuleInit(): void {
    this.registry.add(this);
  }

  publish(post: OutboundPost, line: Line): Promise<Published> {
    return this.posts.publish(post, pageLine(line));
  }

  published(post: OutboundPost, line: Line): Promise<Published | 'not-published' | 'unknown'> {
    return this.posts.published(post, pageLine(line));
  }
}

function meant(field: string, value: Record<string, unknown>, { pageId, at }: { pageId: string; at?: Date }): Inbound {
  if (field === 'feed') return commentIn(value, pageId);
  if (field === 'mention') return mentionIn(value, pageId);
  if (field === 'ratings') return recommendationIn(value, at);
  return { type: 'ignored', reason: `field-${field}` };
}
