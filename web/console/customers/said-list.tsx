import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { customers } from '../../api/customers.api';
import type { TimelineItem } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { ProblemState } from '../feedback/problem-state';
import { KIND_ICONS } from '../sales/next-line';
import { nameOf } from '../ticket/mail-item';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import classes from './customers.module.css';

const KEYS = { contacts: 'contact', companies: 'company' } as const;

/** Everything that was ever said with a person or a company, on any channel and in person, newest first. */
export function SaidList({ of: { kind, id } }: { of: { kind: 'contacts' | 'companies'; id: string } }) {
  const { t } = useTranslation();
  const said = useInfiniteQuery({
    queryKey: [KEYS[kind], id, 'timeline'],
    queryFn: ({ pageParam }) => customers.timeline(kind, id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const items = said.data?.pages.flatMap((page) => page.items) ?? [];
  if (said.error && items.length === 0) return <ProblemState error={said.error} onRetry={() => void said.refetch()} />;
  if (said.isSuccess && items.length === 0) return <p className="mid">{t('customers.nothingSaid')}</p>;
  return (
    <>
      <div className={classes.said}>
        {items.map((item) => (
          <Where key={item.id} item={item}>
            <Mark item={item} />
            <Words item={item} />
          </Where>
        ))}
      </div>
      {said.hasNextPage && (
        <Button variant="subtle" mt={8} loading={said.isFetchingNextPage} onClick={() => void said.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}

/** It leads to its ticket, or else to its deal; a meeting may be on neither. */
function Where({ item, children }: { item: TimelineItem; children: ReactNode }) {
  const deal = item.meta?.deal as { number: number } | undefined;
  const to = item.ticketId ? `/tickets/${item.ticketId}` : deal && `/sales/deals/${deal.number}`;
  if (!to) return <div className={classes.line}>{children}</div>;
  return (
    <Link to={to} className={classes.line}>
      {children}
    </Link>
  );
}

function Mark({ item: { kind, direction, channel } }: { item: TimelineItem }) {
  if (direction !== 'internal') return <ChannelIcon channel={channel} />;
  const Shape = isWithPeople(kind) ? KIND_ICONS[kind] : IconLock;
  return <Shape size={14} stroke={1.75} aria-hidden="true" />;
}

function Words({ item }: { item: TimelineItem }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const way =
    item.direction === 'internal'
      ? t(item.kind === 'message' || item.kind === 'note' ? `ticket.kinds.${item.kind}` : `sales.kinds.${item.kind}`)
      : t(`channels.${item.channel}`, { defaultValue: item.channel });
  return (
    <div className="grow">
      <div className={classes.top}>
        <b className="cut">{nameOf(item.from)}</b>
        <span className="cut">{way}</span>
        <time
          className="dim"
          style={{ marginLeft: 'auto', flex: 'none' }}
          dateTime={item.at}
          title={fullTime(item.at, reader)}
        >
          {shortTime(item.at, now, reader)}
        </time>
      </div>
      <div className={classes.text}>{shownOf(item) || t('ticket.noText')}</div>
    </div>
  );
}

/** Who was there, what was said and what came of it are parts of their own, which the narrow lines would run together. */
const shownOf = ({ kind, direction, text }: TimelineItem): string =>
  direction === 'internal' && isWithPeople(kind) ? text.replaceAll(/\n+/g, ' · ') : text;

type WithPeople = 'meeting' | 'visit' | 'call';
const isWithPeople = (kind: string): kind is WithPeople => ['meeting', 'visit', 'call'].includes(kind);
