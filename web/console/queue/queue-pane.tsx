import { ActionIcon, Skeleton, Tooltip } from '@mantine/core';
import { IconFilterOff, IconInbox, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useMatch, useNavigate } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import { BulkBar } from './bulk-bar';
import { useDesk } from './desk-state';
import { FilterChips } from './filter-chips';
import { ListHead } from './list-head';
import { useQueuePlace } from './queue-location';
import classes from './queue-pane.module.css';
import { QueueRows } from './queue-rows';
import { SearchField } from './search-field';
import { useTicketList, useTicketQuery } from './ticket-list.queries';
import { ViewsNav } from './views-nav';

export function QueuePane() {
  const { t } = useTranslation();
  const place = useQueuePlace();
  const navigate = useNavigate();
  const { selected } = useDesk();
  const list = useTicketList(useTicketQuery(place));
  const chosen = list.rows.filter((row) => selected.has(row.id));
  const current = useMatch('/tickets/:number')?.params.number;
  const filtered = place.query.filters.length > 0 || place.query.words !== '';
  const open = (number: number) => void navigate(place.to(number));

  return (
    <section className={classes.queue} aria-label={t('shell.queue')}>
      <div className={classes.head}>
        <SearchField />
        <Tooltip label={t('queue.newTicket')}>
          <ActionIcon component={Link} to="/tickets/new" aria-label={t('queue.newTicket')}>
            <IconPlus size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ViewsNav current={place.view} />
      {chosen.length > 0 ? (
        <BulkBar rows={chosen} />
      ) : (
        <ListHead place={place} fresh={list.fresh} onFresh={() => void list.showFresh()} />
      )}
      <FilterChips />
      {list.isPending ? (
        <Late>
          <div className={classes.waiting} aria-busy="true">
            {Array.from({ length: 9 }, (_, i) => (
              <div key={i}>
                <Skeleton h={12} w={`${60 + ((i * 13) % 35)}%`} />
                <Skeleton h={10} mt={10} w={`${35 + ((i * 17) % 30)}%`} />
              </div>
            ))}
          </div>
        </Late>
      ) : list.error && list.rows.length === 0 ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.rows.length === 0 ? (
        filtered ? (
          <EmptyState icon={IconFilterOff} title={t('queue.noMatch')}>
            {t('queue.noMatchHint')}
          </EmptyState>
        ) : (
          <EmptyState icon={IconInbox} title={t('queue.empty')}>
            {t('queue.emptyHint')}
          </EmptyState>
        )
      ) : (
        <QueueRows
          rows={list.rows}
          current={current}
          open={open}
          addressOf={place.to}
          more={list.hasNextPage}
          loadMore={() => !list.isFetchingNextPage && void list.fetchNextPage()}
        />
      )}
    </section>
  );
}
