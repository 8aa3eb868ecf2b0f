import { Injectable } from '@nestjs/common';
import { Conversation } from '../../conversations/conversation.entity.js';
import type { Message } from '../../conversations/message.entity.js';
import type { Tx } from '../../platform/database/tx.js';
import { Refusal } from '../../platform/http/refusal.js';
import type { Abilities } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';

const HOUR = 3_600_000;

/** Whether a customer may be written to now, by what their provider allows. */
@Injectable()
export class ReplyWindows {
  constructor(private readonly inboxes: InboxesService) {}

  async refusal(tx: Tx, message: Message, abilities: Abilities): Promise<Refusal | null> {
    const conversation = await tx.find(Conversation, { id: message.conversationId });
    if (conversation?.public) return message.automatic ? MACHINE_IN_PUBLIC : null;
    const hours = abilities.replyWindowHours;
    if (hours === null) return null;
    const silent = await this.silentFor(tx, message);
    if (silent <= hours * HOUR) return null;
    if (typeof message.meta.privatelyTo === 'string') {
      return this.refusalOfPrivate(tx, message, message.meta.privatelyTo, abilities.privateReplyHours ?? 0);
    }
    return this.refusalOfLate(message, conversation, silent, abilities);
  }

  /** When it leaves counts, not when it was written. */
  private async silentFor(tx: Tx, message: Message): Promise<number> {
    const [last] = await tx.query<{ at: Date }>(
      `select at from messages where conversation_id = $1 and direction = 'in' order by seq desc limit 1`,
      [message.conversationId],
    );
    const leaves = message.sendAt ?? message.at;
    return last ? leaves.getTime() - last.at.getTime() : Number.POSITIVE_INFINITY;
  }

  private async refusalOfLate(
    message: Message,
    conversation: Conversation | null,
    silent: number,
    { replyWindowHours, personWindow }: Abilities,
  ): Promise<Refusal | null> {
    const isPerson = message.authorKind === 'user' && !message.automatic;
    const line = conversation?.inboxId ? await this.inboxes.line(conversation.inboxId) : undefined;
    const allowed = personWindow && line?.settings[personWindow.setting] === true;
    if (personWindow && allowed && isPerson && silent <= personWindow.hours * HOUR) return null;
    return closed(
      allowed && personWindow
        ? `This channel lets us write only within ${replyWindowHours} hours of the customer's last message, and people within ${personWindow.hours / 24} days.`
        : `This channel lets us write freely only within ${replyWindowHours} hours of the customer's last message.`,
    );
  }

  private async refusalOfPrivate(tx: Tx, message: Message, to: string, hours: number): Promise<Refusal | null> {
    const [said] = await tx.query<{ at: Date; publicOnly: boolean; answered: boolean }>(
      `select m.at, m.meta ? 'publicOnly' as "publicOnly", exists (
         select 1 from messages o where o.conversation_id = $1 and o.id <> $3 and o.direction = 'out'
           and o.meta ->> 'privatelyTo' = $2 and o.state not in ('failed', 'cancelled')) as answered
       from messages m join conversations c on c.id = m.conversation_id
       where m.external_id = $2 and m.direction = 'in'
         and c.inbox_id = (select inbox_id from conversations where id = $1) limit 1`,
      [message.conversationId, to, message.id],
    );
    if (said?.publicOnly) return PUBLIC_ONLY;
    if (said?.answered)
      return closed('What somebody says in public can be answered privately once. Wait for their answer.');
    const leaves = message.sendAt ?? message.at;
    if (said && leaves.getTime() - said.at.getTime() <= hours * HOUR) return null;
    return closed(`What somebody says in public can be answered privately only within ${hours / 24} days.`);
  }
}

const closed = (words: string): Refusal => new Refusal('window_closed', 422, words);

const PUBLIC_ONLY = new Refusal(
  'public_only',
  422,
  'Who names you elsewhere can be answered there, and not privately.',
);

const MACHINE_IN_PUBLIC = new Refusal('public', 422, 'Nothing is said in public by a machine.');
