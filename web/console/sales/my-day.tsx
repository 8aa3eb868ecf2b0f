import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconCalendarShare, IconCheck, IconPencil, IconPlus, IconSun } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Activity } from '../../api/sales.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { useDeleteLater } from '../feedback/delete-later';
import { ProblemState } from '../feedback/problem-state';
import { useCan, useMe } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { dayKey } from '../time/time';
import { ActivityDialog } from './activity-dialog';
import { Attendees } from './attendees';
import { DoneDialog } from './done-dialog';
import { FeedDialog } from './feed-dialog';
import { KIND_ICONS, useWhen } from './next-line';
import classes from './sales.module.css';
import { SALES, useActivities } from './sales.queries';

const WEEK_MS = 7 * 86_400_000;

/** What I have planned: what is late, today, and the week to come. */
export function MyDay() {
  const { t } = useTranslation();
  const me = useMe();
  const can = useCan();
  const mayWrite = can('deals:write', 'activities:write');
  const reader = useReader();
  const now = useNow();
  const today = dayKey(now, reader);
  const list = useActivities({ owner: me.id, to: `${dayKey(new Date(now.getTime() + WEEK_MS), reader)}T23:59:59Z` });
  const [planning, setPlanning] = useState(false);
  const [sharing, setSharing] = useState(false);
  const { gone } = useDeleteLater(SALES);
  const items = (list.data?.items ?? []).filter(({ id }) => !gone.has(id));
  const groups = [
    { key: 'late', items: items.filter((one) => new Date(one.dueAt) < now) },
    { key: 'today', items: items.filter((one) => new Date(one.dueAt) >= now && dayKey(one.dueAt, reader) === today) },
    { key: 'soon', items: items.filter((one) => new Date(one.dueAt) >= now && dayKey(one.dueAt, reader) !== today) },
  ];
  return (
    <div className={classes.listArea}>
      <div className={classes.summary}>
        <span>{t('sales.dayIntro', { count: items.length })}</span>
        <span className="grow" />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCalendarShare size={14} stroke={1.75} />}
          onClick={() => setSharing(true)}
        >
          {t('sales.feed')}
        </Button>
        {mayWrite && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            onClick={() => setPlanning(true)}
          >
            {t('sales.plan')}
          </Button>
        )}
      </div>
      {list.error && !list.data && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <Late>
          <Skeleton h={240} radius="lg" />
        </Late>
      )}
      {list.isSuccess && items.length === 0 && (
        <EmptyState icon={IconSun} title={t('sales.dayFree')}>
          {t('sales.dayFreeHint')}
        </EmptyState>
      )}
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <section key={group.key} className={classes.dayGroup}>
            <h2 className={group.key === 'late' ? 'bad' : undefined}>{t(`sales.dayGroups.${group.key}`)}</h2>
            <ul className={classes.list}>
              {group.items.map((activity) => (
                <li key={activity.id}>
                  <ActivityLine activity={activity} mayWrite={activity.deal ? can('deals:write') : mayWrite} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      {planning && <ActivityDialog onClose={() => setPlanning(false)} />}
      {sharing && <FeedDialog onClose={() => setSharing(false)} />}
    </div>
  );
}

export function ActivityLine({ activity, mayWrite }: { activity: Activity; mayWrite: boolean }) {
  const { t } = useTranslation();
  const when = useWhen();
  const [open, setOpen] = useState<'done' | 'edit' | null>(null);
  const Shape = KIND_ICONS[activity.kind];
  const { deal, contact, company, place } = activity;
  return (
    <div className={classes.activity}>
      <Shape size={16} stroke={1.75} aria-label={t(`sales.kinds.${activity.kind}`)} />
      <div className="grow">
        <div className="cut">{activity.subject}</div>
        <div className="mid">
          {deal && (
            <Link className="link" to={`/sales/deals/${deal.number}`}>
              {deal.title}
            </Link>
          )}
          {deal && (company || contact || place) && ' · '}
          {[company?.name, contact?.name, place].filter(Boolean).join(' · ')}
        </div>
        <Attendees attendees={activity.attendees} />
      </div>
      <time dateTime={activity.dueAt}>{when(activity.dueAt)}</time>
      {mayWrite && (
        <>
          <ActionIcon aria-label={`${t('sales.change')}: ${activity.subject}`} onClick={() => setOpen('edit')}>
            <IconPencil size={16} stroke={1.75} />
          </ActionIcon>
          <ActionIcon aria-label={`${t('sales.done')}: ${activity.subject}`} onClick={() => setOpen('done')}>
            <IconCheck size={16} stroke={1.75} />
          </ActionIcon>
        </>
      )}
      {open === 'done' && <DoneDialog activity={activity} onClose={() => setOpen(null)} />}
      {open === 'edit' && <ActivityDialog activity={activity} onClose={() => setOpen(null)} />}
    </div>
  );
}
