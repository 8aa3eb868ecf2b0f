import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconInbox, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { Lines, Problem } from '../parts/states';
import { TicketRow } from '../parts/ticket-row';
import { portal } from '../portal.api';

export function Tickets() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const state = params.get('state') === 'ended' ? 'ended' : 'open';
  const [q, setQ] = useState('');
  const [words] = useDebouncedValue(q, 250);
  const list = useInfiniteQuery({
    queryKey: ['tickets', 'list', state, words],
    queryFn: ({ pageParam }) => portal.tickets({ state, q: words || undefined, limit: 30, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const tickets = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="hello">
        <h1>{t('tickets')}</h1>
        <span className="grow" />
        <Button className="desk" component={Link} to="/tickets/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('newTicket')}
        </Button>
      </div>
      <div className="filters">
        <SegmentedControl
          value={state}
          onChange={(value) => setParams(value === 'ended' ? { state: value } : {}, { replace: true })}
          data={[
            { value: 'open', label: t('open') },
            { value: 'ended', label: t('ended') },
          ]}
          aria-label={t('which')}
        />
        <TextInput
          className="grow"
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      </div>
      <section className="card list" aria-label={t('tickets')}>
        {list.error ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <Lines count={5} />
        ) : tickets.length === 0 ? (
          <EmptyState
            icon={IconInbox}
            title={t(words ? 'nothingFound' : state === 'open' ? 'allDone' : 'nothingEnded')}
          >
            {!words && state === 'open' && t('allDoneHint')}
          </EmptyState>
        ) : (
          tickets.map((ticket) => <TicketRow key={ticket.id} ticket={ticket} />)
        )}
      </section>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('earlier')}
        </Button>
      )}
    </>
  );
}
