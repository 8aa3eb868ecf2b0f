import { IconCornerUpLeft, IconWorld } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Message, Ticket } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { PersonMark } from '../../ui/person-mark';
import { useChannels } from '../queue/lookups.queries';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { clockTime, fullTime, shortTime } from '../time/time';
import { AboutPost } from './about-post';
import { Attachments, MissingFiles } from './attachments';
import { DeliveryMark } from './delivery-mark';
import { LinkedText } from './linked-text';
import { nameOf } from './mail-item';
import { QuotedLine } from './quoted-line';
import { useQuoting } from './quoting';
import classes from './timeline.module.css';

/** A stretch of chat: bubbles, the customer's left and grey, ours right and teal. */
export function TalkItem({ messages, ticket }: { messages: Message[]; ticket: Ticket }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const first = messages[0]!;
  const customer = messages.find((message) => message.direction === 'in')?.from ?? { name: ticket.contact.name };
  const conversation = ticket.conversations.find((c) => c.id === first.conversationId);
  const online = conversation?.contactOnline;
  const { choose, sought } = useQuoting();
  const can = useCan();
  const channels = useChannels();
  const quotes =
    can('tickets:reply') && channels.data?.find(({ kind }) => kind === first.channel)?.abilities.quoting === true;
  const channel = t(`channels.${first.channel}`, { defaultValue: first.channel });
  return (
    <article className={classes.item} aria-label={t('ticket.messageFrom', { name: nameOf(customer), channel })}>
      <PersonMark name={nameOf(customer) || ticket.contact.name} size={28} />
      <div style={{ minWidth: 0 }}>
        <div className={classes.head}>
          <b className="cut">{nameOf(customer) || ticket.contact.name}</b>
          <span className={classes.channel}>
            <ChannelIcon channel={first.channel} />
            {channel}
          </span>
          {conversation?.public && (
            <span className={classes.mark}>
              <IconWorld size={14} stroke={1.75} aria-hidden="true" />
              {t('ticket.inPublic')}
            </span>
          )}
          {online && (
            <span className={classes.mark} data-tone="ok">
              <span className={classes.online} aria-hidden="true" />
              {t('ticket.online')}
            </span>
          )}
          <time className={classes.at} dateTime={first.at} title={fullTime(first.at, reader)}>
            {shortTime(first.at, now, reader)}
          </time>
        </div>
        <AboutPost messages={messages} ticket={ticket} />
        <div className={classes.talk}>
          {messages.map((message, index) => {
            const next = messages[index + 1];
            // The time stands once for a run of bubbles of one side within a minute.
            const runs =
              next &&
              next.direction === message.direction &&
              clockTime(next.at, reader) === clockTime(message.at, reader);
            const isOut = message.direction === 'out';
            return (
              <div
                key={message.id}
                className={classes.bubble}
                data-out={isOut || undefined}
                data-message={message.id}
                data-sought={sought?.id === message.id || undefined}
              >
                <div className={classes.bubbleText} title={isOut ? nameOf(message.from) : undefined}>
                  <span className="sr">{nameOf(message.from)}: </span>
                  {message.quoted && <QuotedLine quoted={message.quoted} />}
                  {aboutOf(message, t) && <span className={classes.about}>{aboutOf(message, t)}</span>}
                  {unsent(message) ? (
                    <em className="dim">{t('ticket.takenBack')}</em>
                  ) : (
                    <LinkedText text={message.text} />
                  )}
                  {(message.attachments.length > 0 || Boolean(message.meta?.missingFiles)) && (
                    <div className={classes.foot}>
                      <Attachments files={message.attachments} />
                      <MissingFiles meta={message.meta} />
                    </div>
                  )}
                </div>
                {quotes && isQuotable(message) && (
                  <button
                    type="button"
                    className={classes.answerThis}
                    aria-label={t('ticket.answerThis', { text: message.text.slice(0, 60) || nameOf(message.from) })}
                    title={t('ticket.answerThisShort')}
                    onClick={() => choose(message)}
                  >
                    <IconCornerUpLeft size={16} stroke={1.75} aria-hidden="true" />
                  </button>
                )}
                {typeof message.meta?.reaction === 'string' && (
                  <span className={classes.reaction}>{message.meta.reaction}</span>
                )}
                {(!runs || message.state === 'failed' || earlierOf(message)) && (
                  <span className={classes.bubbleAt}>
                    <DeliveryMark message={message} short />
                    {earlierOf(message) && (
                      <span title={t('ticket.editedBefore', { text: earlierOf(message) })}>{t('ticket.edited')}</span>
                    )}
                    <time dateTime={message.at} title={fullTime(message.at, reader)}>
                      {clockTime(message.at, reader)}
                    </time>
                  </span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </article>
  );
}

/** What it answers or came from, where that is not a message of ours. */
function aboutOf({ meta }: Message, t: TFunction): string | null {
  if (typeof meta?.about === 'string' && meta.about !== 'comment') {
    return t(`ticket.about.${meta.about}`, { defaultValue: '' }) || null;
  }
  return typeof meta?.referral === 'string' ? t('ticket.about.referral', { from: meta.referral }) : null;
}

/** The provider has it, and nobody took it back. */
const isQuotable = (message: Message): boolean =>
  ['received', 'sent', 'delivered', 'read'].includes(message.state) && !unsent(message);

const unsent = ({ meta }: Message): boolean => meta?.unsent === true;

/** What stood there before the latest correction. */
function earlierOf({ meta }: Message): string | undefined {
  const edits = meta?.edits as { text: string }[] | undefined;
  return edits?.at(-1)?.text;
}
