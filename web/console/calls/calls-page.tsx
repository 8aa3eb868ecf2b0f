import { Button, Switch } from '@mantine/core';
import { IconEar, IconMessage, IconPhoneOff, IconUsers, type Icon } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { phone, type Board, type BoardPerson, type Call, type Supervising } from '../../api/phone.api';
import { NotFound } from '../feedback/page-error';
import { useLiveEvent } from '../live/live';
import { lasted, useCaller, useSince } from '../phone/call-words';
import { useShare } from '../reports/share';
import { useCan, useMe } from '../session/session';
import { Answer } from '../settings/parts';
import { useReader } from '../time/reader';
import classes from './calls.module.css';

const BOARD = ['phone', 'board'] as const;
/** Who becomes free or is done with their notes is told by nothing else. */
const EVERY_MS = 10_000;
const HOWS: { how: Supervising; icon: Icon }[] = [
  { how: 'listen', icon: IconEar },
  { how: 'whisper', icon: IconMessage },
  { how: 'join', icon: IconUsers },
];

/** The wallboard, and the place from which a lead hears a call. `?wall` is for a screen on the wall: large and alone. */
export function CallsPage() {
  return useCan()('calls:supervise') ? <LiveCalls /> : <NotFound />;
}

function LiveCalls() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { timeZone } = useReader();
  const [search, setSearch] = useSearchParams();
  const wall = search.has('wall');
  const board = useQuery({
    queryKey: [...BOARD, timeZone],
    queryFn: () => phone.board(timeZone),
    refetchInterval: EVERY_MS,
  });
  const again = () => void client.invalidateQueries({ queryKey: BOARD });
  useLiveEvent('call', again);
  useLiveEvent('availability', again);
  return (
    <main className={classes.page} data-wall={wall || undefined}>
      <div className={classes.body}>
        <header className={classes.head}>
          <h1>{t('board.title')}</h1>
          <Switch
            label={t('board.wall')}
            checked={wall}
            onChange={(event) => setSearch(event.currentTarget.checked ? { wall: '' } : {}, { replace: true })}
          />
        </header>
        <Answer of={board}>
          {(data) => (
            <>
              <Figures board={data} />
              <Calls calls={data.calls} onChange={again} />
              <People people={data.people} />
            </>
          )}
        </Answer>
      </div>
    </main>
  );
}

function Figures({ board: { now, today } }: { board: Board }) {
  const { t } = useTranslation();
  const shareOf = useShare();
  const longest = useSince(now.longestWaitSince);
  const given = today.answered + today.abandoned;
  const figures: [string, ReactNode, tone?: 'warn' | 'bad'][] = [
    ['waiting', String(now.waiting), now.waiting > now.available ? 'warn' : undefined],
    ['longestWait', longest || '–'],
    ['talking', String(now.talking)],
    ['wrapUp', String(now.wrapUp)],
    ['available', String(now.available), now.available === 0 ? 'bad' : undefined],
    ['withinTarget', today.withinTarget === null ? '–' : shareOf(today.withinTarget)],
    ['averageWait', today.averageWaitSeconds === null ? '–' : lasted(today.averageWaitSeconds)],
    ['answered', String(today.answered)],
    [
      'abandoned',
      <>
        {today.abandoned}
        {given > 0 && <small>{shareOf(today.abandoned / given)}</small>}
      </>,
    ],
    ['missed', String(today.missed)],
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(([key, value, tone]) => (
        <div key={key} data-tone={tone}>
          <dt>{t(`board.figures.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Calls({ calls, onChange }: { calls: Call[]; onChange: () => void }) {
  const { t } = useTranslation();
  if (calls.length === 0) return <p className={classes.empty}>{t('board.nobody')}</p>;
  return (
    <ul className={classes.calls}>
      {calls.map((call) => (
        <CallRow key={call.id} call={call} onChange={onChange} />
      ))}
    </ul>
  );
}

function People({ people }: { people: BoardPerson[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.people} aria-label={t('board.people')}>
      {people.map((person) => (
        <Person key={person.id} person={person} />
      ))}
    </ul>
  );
}

function Person({ person: { name, state, since } }: { person: BoardPerson }) {
  const { t } = useTranslation();
  const lasts = useSince(since);
  return (
    <li data-state={state}>
      <span className="cut">{name}</span>
      <span className={classes.small}>
        {t(`board.does.${state}`)} <span className={classes.lasts}>{lasts}</span>
      </span>
    </li>
  );
}

function CallRow({ call, onChange }: { call: Call; onChange: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const caller = useCaller();
  const since = useSince(call.answeredAt ?? call.waitingAt ?? call.startedAt);
  const act = useMutation({ mutationFn: (what: () => Promise<unknown>) => what(), onSettled: onChange });
  const mine = call.parts.find(({ kind, userId }) => kind === 'supervisor' && userId === me.id);
  const inIt = call.parts.some(({ kind, userId }) => kind === 'agent' && userId === me.id);
  const where = [call.agent?.name, call.extension?.name, call.team?.name, call.inbox.name].filter(Boolean).join(' · ');
  return (
    <li className={classes.call} data-state={call.state}>
      <span className={classes.state}>
        {t(
          call.callBackId && call.state === 'waiting'
            ? 'board.callBack'
            : `phone.state.${call.held ? 'held' : call.state}`,
        )}
      </span>
      <span className={classes.time}>{since}</span>
      <div className={classes.who}>
        <div className="cut">
          <b>{caller(call)}</b>{' '}
          {call.ticket && (
            <Link to={`/tickets/${call.ticket.number}`}>
              #{call.ticket.number} {call.ticket.subject}
            </Link>
          )}
        </div>
        <div className={`cut ${classes.small}`}>{where}</div>
      </div>
      {call.state === 'talking' && !inIt && (
        <div className={classes.hear} role="group" aria-label={t('board.hear', { name: caller(call) })}>
          {HOWS.map(({ how, icon: Shape }) => (
            <Button
              key={how}
              size="xs"
              variant={mine?.how === how ? 'filled' : 'default'}
              aria-pressed={mine?.how === how}
              disabled={act.isPending || (how === 'whisper' && !call.agent)}
              leftSection={<Shape size={14} stroke={1.75} />}
              onClick={() => act.mutate(() => phone.supervise(call.id, how))}
            >
              {t(`board.how.${how}`)}
            </Button>
          ))}
          {mine && (
            <Button
              size="xs"
              color="red"
              leftSection={<IconPhoneOff size={14} stroke={1.75} />}
              disabled={act.isPending}
              onClick={() => act.mutate(() => phone.unsupervise(call.id))}
            >
              {t('board.leave')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
