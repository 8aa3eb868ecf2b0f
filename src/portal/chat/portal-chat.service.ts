import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ChatGuests, type Guest } from '../../channels/chat/chat-guests.service.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import type { Customer } from '../access/customer.js';
import { PortalSessions } from '../access/portal-sessions.service.js';
import type { PortalChatDoor } from './portal-chat.dto.js';

/** Customers chat on the line that visitors of the website use, as who they are. */
@Injectable()
export class PortalChat implements OnModuleInit {
  constructor(
    private readonly guests: ChatGuests,
    private readonly sessions: PortalSessions,
  ) {}

  onModuleInit(): void {
    this.guests.trust(async (sessionId) => {
      const customer = await this.sessions.customerOf(sessionId);
      return customer && guestOf(customer);
    });
  }

  isOpen(): Promise<boolean> {
    return this.guests.isOpen();
  }

  unread(customer: Customer): Promise<number> {
    return this.guests.unread(guestOf(customer));
  }

  async enter(customer: Customer): Promise<PortalChatDoor> {
    const door = await this.guests.enter(customer.sessionId, guestOf(customer));
    if (!door) throw notFound('line');
    return door;
  }

  /** A socket is asked only when it speaks; it must not go on to hear. */
  @Subscribe('portal.access-changed', { name: 'portal.guest-access', lane: 'live' })
  async accessChanged({ accountId }: Events['portal.access-changed']): Promise<void> {
    this.guests.drop(accountName(accountId));
  }
}

const accountName = (id: string): string => `portal:${id}`;

function guestOf({ accountId, contactId, name, email, language }: Customer): Guest {
  return { account: accountName(accountId), contactId, name, email, language };
}
