import { Button } from '@mantine/core';
import { IconExternalLink, IconStar, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { customers } from '../../api/customers.api';
import type { CustomerFeedback } from '../../api/customers.types';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import classes from './customers.module.css';

/** What a contact or the people of a company think of us. Says nothing where they have said nothing. */
export function FeedbackList({ of: { kind, id } }: { of: { kind: 'contacts' | 'companies'; id: string } }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ['feedback', kind, id],
    queryFn: ({ pageParam }) => customers.feedback(kind, id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <>
      <h2 className={classes.heading}>{t('customers.feedback')}</h2>
      <div className={classes.said}>
        {rows.map((row) => (
          <Row key={row.id} feedback={row} isCompany={kind === 'companies'} />
        ))}
      </div>
      {list.hasNextPage && (
        <Button variant="subtle" mt={8} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}

function Row({ feedback, isCompany }: { feedback: CustomerFeedback; isCompany: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { contact, channel, text, ticket, link, edited, at } = feedback;
  return (
    <div className={classes.line}>
      <Mark feedback={feedback} />
      <div className="grow">
        <div className={classes.top}>
          <b>{verdictWords(feedback, t)}</b>
          {isCompany && (
            <Link className="link cut" to={`/customers/contacts/${contact.id}`}>
              {contact.name}
            </Link>
          )}
          <span className="cut">{t(`channels.${channel}`, { defaultValue: channel })}</span>
          {ticket && (
            <Link className="link" to={`/tickets/${ticket.number}`}>
              #{ticket.number}
            </Link>
          )}
          {edited && <span className="dim">{t('ticket.edited')}</span>}
          <time className="dim" style={{ marginLeft: 'auto', flex: 'none' }} dateTime={at} title={fullTime(at, reader)}>
            {shortTime(at, now, reader)}
          </time>
          {link && (
            <a className="link" href={link} target="_blank" rel="noreferrer noopener" aria-label={t('posts.open')}>
              <IconExternalLink size={14} stroke={1.75} aria-hidden="true" />
            </a>
          )}
        </div>
        {text && <div className={classes.text}>{text}</div>}
      </div>
    </div>
  );
}

function Mark({ feedback: { kind, verdict, score } }: { feedback: CustomerFeedback }) {
  const isGood = kind === 'rating' ? (score ?? 0) >= 4 : verdict === 'positive';
  const isBad = kind === 'rating' ? (score ?? 5) <= 2 : verdict === 'negative';
  const Shape = kind === 'rating' ? IconStar : isBad ? IconThumbDown : IconThumbUp;
  return (
    <span className={classes.verdict} data-tone={isGood ? 'ok' : isBad ? 'bad' : undefined}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
    </span>
  );
}

function verdictWords(
  { kind, verdict, score }: CustomerFeedback,
  t: (key: string, values?: Record<string, unknown>) => string,
): string {
  if (kind === 'rating') return t('customers.rated', { score });
  if (verdict === null) return t('customers.opinion');
  return t(verdict === 'positive' ? 'customers.recommends' : 'customers.recommendsNot');
}
