import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { customers } from '../../api/customers.api';
import { ChannelIcon } from '../../ui/channel-icon';
import { ProblemState } from '../feedback/problem-state';
import { nameOf } from '../ticket/mail-item';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import classes from './customers.module.css';

/** Everything that was ever said with this person, on any channel, newest first. */
export function SaidList({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const said = useInfiniteQuery({
    queryKey: ['contact', contactId, 'timeline'],
    queryFn: ({ pageParam }) => customers.timeline(contactId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const messages = said.data?.pages.flatMap((page) => page.items) ?? [];
  if (said.error && messages.length === 0)
    return <ProblemState error={said.error} onRetry={() => void said.refetch()} />;
  if (said.isSuccess && messages.length === 0) return <p className="mid">{t('customers.nothingSaid')}</p>;
  return (
    <>
      <div className={classes.said}>
        {messages.map((message) => (
          <Link key={message.id} to={`/tickets/${message.ticketId}`} className={classes.line}>
            {message.direction === 'internal' ? (
              <IconLock size={14} aria-hidden="true" />
            ) : (
              <ChannelIcon channel={message.channel} />
            )}
            <div className="grow">
              <div className={classes.top}>
                <b className="cut">{nameOf(message.from)}</b>
                <span className="cut">{t(`channels.${message.channel}`, { defaultValue: message.channel })}</span>
                <time
                  className="dim"
                  style={{ marginLeft: 'auto', flex: 'none' }}
                  dateTime={message.at}
                  title={fullTime(message.at, reader)}
                >
                  {shortTime(message.at, now, reader)}
                </time>
              </div>
              <div className={classes.text}>{message.text || t('ticket.noText')}</div>
            </div>
          </Link>
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
