import { Button, Skeleton } from '@mantine/core';
import {
  IconArrowRight,
  IconBan,
  IconCircleCheck,
  IconFileText,
  IconFlag,
  IconNote,
  IconPencil,
  IconTrophy,
  IconTruck,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Activity, Deal, DealEvent, TimelineEntry } from '../../api/sales.types';
import type { Message } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import { useUsers } from '../queue/lookups.queries';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { money } from './money.rules';
import { Attendees } from './attendees';
import { KIND_ICONS } from './next-line';
import classes from './sales.module.css';
import { useChoices, usePipelines, useSaidHints, useTimeline } from './sales.queries';

const EVENT_ICONS: Record<string, Icon> = {
  'deal.created': IconFlag,
  'deal.moved': IconArrowRight,
  'deal.won': IconTrophy,
  'deal.lost': IconBan,
  'deal.note': IconNote,
  'deal.visit-asked': IconTruck,
  'deal.visit-ended': IconTruck,
};
const LONGEST = 400;

/** Mails, calls, visits, what was done and how it moved, in one line of time. */
export function Timeline({ deal }: { deal: Deal }) {
  const { t } = useTranslation();
  const list = useTimeline(deal.id);
  useSaidHints(deal);
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.error && entries.length === 0) {
    return <ProblemState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.isPending) {
    return (
      <Late>
        <Skeleton h={240} m={16} radius="lg" />
      </Late>
    );
  }
  return (
    <>
      <ol className={classes.timeline}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          mx={16}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('common.more')}
        </Button>
      )}
    </>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  if (entry.message) return <Said message={entry.message} at={entry.at} />;
  if (entry.activity) return <Done activity={entry.activity} at={entry.at} />;
  return entry.event ? <Happened event={entry.event} /> : null;
}

interface LineProps {
  icon: ReactNode;
  title: ReactNode;
  by?: ReactNode;
  at: string;
  children?: ReactNode;
}

function Line({ icon, title, by, at, children }: LineProps) {
  const reader = useReader();
  const now = useNow(60_000);
  return (
    <li>
      <span className={classes.dot}>{icon}</span>
      <div>
        <div className={classes.lineHead}>
          <b>{title}</b>
          {by && <span className="mid cut">{by}</span>}
          <time dateTime={at} title={fullTime(at, reader)}>
            {shortTime(at, now, reader)}
          </time>
        </div>
        {children && <div className={classes.lineText}>{children}</div>}
      </div>
    </li>
  );
}

function Said({ message, at }: { message: Message; at: string }) {
  const { t } = useTranslation();
  const who = message.from?.name ?? message.from?.address ?? '';
  const text = message.text.trim();
  const title =
    message.kind === 'message'
      ? t(message.direction === 'in' ? 'sales.wrote' : 'sales.weWrote', { name: who })
      : t(`sales.said.${message.kind}`);
  return (
    <Line
      icon={
        message.kind === 'visit' ? <IconTruck size={14} stroke={1.75} /> : <ChannelIcon channel={message.channel} />
      }
      title={<Link to={`/tickets/${message.ticketId}`}>{title}</Link>}
      by={message.kind === 'message' ? undefined : who}
      at={at}
    >
      {text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}
    </Line>
  );
}

function Done({ activity, at }: { activity: Activity; at: string }) {
  const { t } = useTranslation();
  const Shape = KIND_ICONS[activity.kind];
  return (
    <Line
      icon={<Shape size={14} stroke={1.75} />}
      title={activity.subject}
      by={[t(`sales.kinds.${activity.kind}`), activity.owner?.name].filter(Boolean).join(' · ')}
      at={at}
    >
      <Attendees attendees={activity.attendees} />
      {activity.notes && <p>{activity.notes}</p>}
      {activity.outcome && (
        <p className={classes.outcome}>
          <IconCircleCheck size={14} stroke={1.75} aria-label={t('sales.outcome')} /> {activity.outcome}
        </p>
      )}
    </Line>
  );
}

function Happened({ event }: { event: DealEvent }) {
  const { t } = useTranslation();
  const words = useEventWords(event);
  const Shape = EVENT_ICONS[event.type] ?? (event.type.startsWith('proposal.') ? IconFileText : IconPencil);
  return (
    <Line
      icon={<Shape size={14} stroke={1.75} />}
      title={words.title}
      by={event.actor.kind === 'system' ? t('sales.byDesk') : event.actor.name}
      at={event.at}
    >
      {words.text}
    </Line>
  );
}

/** What a change says, with names instead of ids. */
function useEventWords({ type, data }: DealEvent): { title: string; text?: string } {
  const { t } = useTranslation();
  const { language } = useReader();
  const users = useUsers();
  const pipelines = usePipelines();
  const choices = useChoices();
  const text = (key: string): string => (typeof data[key] === 'string' ? (data[key] as string) : '');
  const stage = (id: unknown) =>
    pipelines.data?.flatMap(({ stages }) => stages).find((one) => one.id === id)?.name ?? '';
  if (type === 'deal.note') return { title: t('sales.events.note'), text: text('text') };
  if (type === 'deal.moved') return { title: t('sales.events.moved', { stage: text('name') }) };
  if (type === 'deal.meeting-answered') {
    return { title: t(`sales.events.meeting-answered.${text('answer')}`, { name: text('name') }), text: text('text') };
  }
  if (type === 'deal.lost') {
    const reason = choices.data?.find(({ id }) => id === data.lostReasonId)?.name;
    return { title: t('sales.events.lost'), text: reason };
  }
  if (type === 'deal.created') return { title: t('sales.events.created', { stage: stage(data.stageId) }) };
  if (type === 'deal.visit-costed') {
    const unpriced = Array.isArray(data.unpriced) ? (data.unpriced as string[]) : [];
    return {
      title: t('sales.events.visit-costed', {
        kind: t(`dispatch.kinds.${text('kind')}`),
        amount: money(Number(data.totalMinor), text('currency'), language),
      }),
      ...(unpriced.length > 0 && { text: t('sales.unpricedParts', { names: unpriced.join(', ') }) }),
    };
  }
  if (type === 'deal.visit-asked' || type === 'deal.visit-ended') {
    const kind = t(`dispatch.kinds.${text('kind')}`);
    return type === 'deal.visit-asked'
      ? { title: t('sales.events.visitAsked', { kind }) }
      : { title: t('sales.events.visitEnded', { kind, state: t(`dispatch.states.${text('state')}`) }) };
  }
  if (type.startsWith('proposal.')) {
    const total = typeof data.totalMinor === 'number' ? money(data.totalMinor, text('currency'), language) : '';
    return {
      title: t(`sales.events.${type.replace('.', '_')}`, { version: data.proposalVersion, name: text('name') }),
      text: [total, text('text')].filter(Boolean).join(' · '),
    };
  }
  const field = /^deal\.(\w+)-changed$/.exec(type)?.[1];
  if (field === 'ownerId') {
    const owner = users.data?.find(({ id }) => id === data.to)?.name ?? t('queue.nobody');
    return { title: t('sales.events.owner', { name: owner }) };
  }
  if (field === 'valueMinor' && typeof data.to === 'number') {
    return { title: t('sales.events.value') };
  }
  if (field) return { title: t('sales.events.changed', { field: t(`sales.fields.${field}`) }) };
  return { title: t(`sales.events.${type.replace('deal.', '')}`) };
}
