import { IconRobot, IconShieldExclamation, IconTruckDelivery } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../api/client';
import type { Address, Message } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { PersonMark } from '../../ui/person-mark';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { MakeArticle } from '../knowledge/make-article';
import { Attachments } from './attachments';
import { DeliveryMark } from './delivery-mark';
import { LinkedText } from './linked-text';
import { MailFrame } from './mail-frame';
import classes from './timeline.module.css';
import { quotedPart } from './timeline.rules';

const LONG = 1600;

export const nameOf = (who: Address | string): string =>
  typeof who === 'string' ? who : (who.name ?? who.address ?? who.email ?? '');

const isProtected = (value: unknown): value is { kind: 'signed' | 'encrypted' } =>
  typeof value === 'object' && value !== null && 'kind' in value;

/** What the reader should know before trusting or answering it. */
function warningsOf({ meta }: Message): string[] {
  return [
    ...(meta?.forgedSender ? ['forged'] : []),
    ...(meta?.subjectChanged ? ['topic'] : []),
    ...(isProtected(meta?.protection) ? [meta.protection.kind] : []),
  ];
}

/** Mail, and whatever else is written rather than chatted: plain text, its history folded, its original one click away. */
export function MailItem({ message, isLast }: { message: Message; isLast: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const [unfolded, setUnfolded] = useState(false);
  const [formatted, setFormatted] = useState(false);
  const [whole, setWhole] = useState(isLast || message.text.length <= LONG);
  const quoted = quotedPart(message.text, message.textFull);
  const missed = (message.outcomes ?? []).filter((outcome) => outcome.state !== 'accepted');
  const isMail = message.channel === 'email';
  const recipients = [...message.to, ...message.cc].map(nameOf).filter(Boolean);
  const channel = t(`channels.${message.channel}`, { defaultValue: message.channel });
  return (
    <article className={classes.item} aria-label={t('ticket.messageFrom', { name: nameOf(message.from), channel })}>
      <PersonMark name={nameOf(message.from)} side={message.direction === 'out' ? 'us' : 'customer'} size={28} />
      <div style={{ minWidth: 0 }}>
        <div className={classes.head}>
          <b className="cut">{nameOf(message.from)}</b>
          <span className={classes.channel}>
            <ChannelIcon channel={message.channel} />
            <span className={classes.wide}>
              {message.kind === 'message' ? channel : t(`ticket.kinds.${message.kind}`)}
            </span>
          </span>
          {recipients.length > 0 && (
            <span className={`cut ${classes.wide}`} title={recipients.join(', ')}>
              {t('ticket.to', { names: recipients.slice(0, 2).join(', ') })}
              {recipients.length > 2 && ` +${recipients.length - 2}`}
            </span>
          )}
          {message.meta?.thirdParty === true && (
            <span className={classes.mark} data-tone="warn" title={t('forward.thirdPartyHint')}>
              <IconTruckDelivery size={14} aria-hidden="true" />
              <span>{t('forward.thirdParty')}</span>
            </span>
          )}
          {message.automatic && (
            <span className={classes.mark} title={t('ticket.automaticHint')}>
              <IconRobot size={14} aria-hidden="true" />
              <span className={classes.wide}>{t('ticket.automatic')}</span>
            </span>
          )}
          <DeliveryMark message={message} />
          <time className={classes.at} dateTime={message.at} title={fullTime(message.at, reader)}>
            {shortTime(message.at, now, reader)}
          </time>
        </div>
        {warningsOf(message).map((warning) => (
          <div key={warning} className={classes.warning}>
            <IconShieldExclamation size={14} aria-hidden="true" />
            {t(`ticket.warnings.${warning}`, { defaultValue: warning })}
          </div>
        ))}
        {missed.map(({ address, state, reason }) => (
          <div key={address} className={classes.warning}>
            {t(`ticket.missed.${state}`, { address, reason: reason ?? '' })}
          </div>
        ))}
        {message.state === 'failed' && missed.length === 0 && message.error && (
          <div className={classes.warning}>{message.error}</div>
        )}
        {formatted ? (
          <MailFrame messageId={message.id} subject={message.subject ?? ''} />
        ) : (
          <div className={classes.body}>
            <LinkedText text={whole ? message.text : `${message.text.slice(0, LONG)}…`} />
            {message.text.trim() === '' && <span className="dim">{t('ticket.noText')}</span>}
          </div>
        )}
        {unfolded && !formatted && (
          <div className={`${classes.body} ${classes.quoted}`}>
            <LinkedText text={quoted} />
          </div>
        )}
        <div className={classes.foot}>
          <Attachments files={message.attachments} />
          {!whole && !formatted && (
            <button type="button" className={classes.fold} onClick={() => setWhole(true)}>
              {t('ticket.readAll')}
            </button>
          )}
          {quoted && !formatted && (
            <button
              type="button"
              className={classes.fold}
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
            >
              {t('ticket.quoted', { count: quoted.split('\n').length })}
            </button>
          )}
          {Boolean(message.html) && (
            <button
              type="button"
              className={classes.fold}
              aria-pressed={formatted}
              onClick={() => setFormatted(!formatted)}
            >
              {t(formatted ? 'ticket.plain' : 'ticket.formatted')}
            </button>
          )}
          <MakeArticle message={message} className={classes.fold} />
          {isMail && message.direction === 'in' && (
            <a className={classes.fold} href={addressOf(`/messages/${message.id}/raw`)} target="_blank" rel="noopener">
              {t('ticket.original')}
            </a>
          )}
        </div>
      </div>
    </article>
  );
}
