import { ActionIcon, Button, Menu, Skeleton } from '@mantine/core';
import { IconDots, IconPencil, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dispatch } from '../../api/dispatch.api';
import type { Board, VisitAction, VisitRow } from '../../api/dispatch.types';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortTime } from '../time/time';
import { durationWords } from '../settings/promises/duration.rules';
import { say, sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { customerOf, isEnded, isMovable } from './bar.rules';
import classes from './dispatch.module.css';
import { BOARD, useStep } from './dispatch.queries';
import { KindIcon } from './kind-icon';
import { MapView } from './map-view';
import { ReasonDialog } from './reason-dialog';
import { MarkLines } from './marks';
import { RepeatDialog } from './repeat-dialog';
import { Suggestions } from './suggestions';
import { VisitDialog } from './visit-dialog';
import { Fact, VisitFacts } from './visit-facts';

/** The selected visit below the board: what it is, what can be done with it, where it would fit, and the map. */
export function Dock({
  visit,
  board,
  onClose,
  onSelect,
}: {
  visit: VisitRow;
  board: Board;
  onClose: () => void;
  onSelect: (id: string) => void;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = { ...useReader(), timeZone: board.timezone };
  const step = useStep();
  const whole = useQuery({ queryKey: ['visit', visit.id, visit.version], queryFn: () => dispatch.visit(visit.id) });
  const [asking, setAsking] = useState<VisitAction | null>(null);
  const [dialog, setDialog] = useState<'edit' | 'repeat' | null>(null);
  const client = useQueryClient();
  const can = useCan();
  const followUp = useMutation({
    mutationFn: () => dispatch.followUp(visit.id),
    onSuccess: async (made) => {
      say(t('dispatch.followUpMade', { ref: made.ref }));
      await client.invalidateQueries({ queryKey: BOARD });
      onSelect(made.id);
    },
  });
  const mayWrite = can('visits:write') || can('visits:plan');
  const isOver = isEnded(visit.state);
  const mayRepeat = can('visits:plan') && !isOver && !visit.seriesId && Boolean(visit.plannedFrom ?? visit.windowFrom);
  const act = (action: VisitAction, reason?: string) =>
    step.mutateAsync({ id: visit.id, action, version: whole.data?.version ?? visit.version, reason }).catch(sayProblem);
  const actions = (whole.data?.actions ?? []).filter((action) => action !== 'schedule' && action !== 'propose');
  const first = actions.find((action) => !ASKS.includes(action) && action !== 'unschedule');
  return (
    <div className={classes.dock}>
      <section className={classes.details} aria-label={`${visit.ref} ${customerOf(visit)}`}>
        <header>
          <KindIcon kind={visit.kind} size={16} />
          <h2 className="cut">
            {visit.ref} {customerOf(visit)}
          </h2>
          <span className="grow" />
          {first && (
            <Button size="xs" variant="default" loading={step.isPending} onClick={() => void act(first)}>
              {t(`dispatch.actions.${first}`)}
            </Button>
          )}
          {isOver && mayWrite && (
            <Button size="xs" variant="default" loading={followUp.isPending} onClick={() => followUp.mutate()}>
              {t('dispatch.followUp')}
            </Button>
          )}
          {!isOver && mayWrite && whole.data && (
            <ActionIcon size={28} aria-label={t('dispatch.editVisit')} onClick={() => setDialog('edit')}>
              <IconPencil size={16} stroke={1.75} />
            </ActionIcon>
          )}
          {(actions.length > (first ? 1 : 0) || mayRepeat) && (
            <Menu position="top-end">
              <Menu.Target>
                <ActionIcon size={28} aria-label={t('dispatch.more')}>
                  <IconDots size={16} stroke={1.75} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {mayRepeat && <Menu.Item onClick={() => setDialog('repeat')}>{t('dispatch.repeat.title')}…</Menu.Item>}
                {actions
                  .filter((action) => action !== first)
                  .map((action) => (
                    <Menu.Item
                      key={action}
                      color={action === 'cancel' ? 'red' : undefined}
                      onClick={() => (ASKS.includes(action) ? setAsking(action) : void act(action))}
                    >
                      {t(`dispatch.actions.${action}`)}
                    </Menu.Item>
                  ))}
              </Menu.Dropdown>
            </Menu>
          )}
          <ActionIcon size={28} aria-label={t('common.close')} onClick={onClose}>
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </header>
        <MarkLines visit={visit} />
        <dl>
          <Fact name={t('dispatch.fact.state')}>
            {t(`dispatch.states.${visit.state}`)}
            {visit.plannedFrom &&
              visit.plannedTo &&
              ` · ${shortTime(visit.plannedFrom, now, reader)}–${clockTime(visit.plannedTo, reader)}`}
          </Fact>
          {visit.technicians.length > 0 && (
            <Fact name={t('dispatch.fact.technicians')}>{visit.technicians.map(({ name }) => name).join(', ')}</Fact>
          )}
          <Fact name={t('dispatch.fact.what')}>
            {[
              t(`dispatch.kinds.${visit.kind}`),
              durationWords(visit.minutes),
              ...visit.skills.map(({ name }) => name),
            ].join(' · ')}
          </Fact>
          {visit.place && (
            <Fact name={t('dispatch.fact.where')}>
              {[visit.place.name, visit.place.address].filter(Boolean).join(', ')}
            </Fact>
          )}
          {visit.dueAt && <Fact name={t('dispatch.fact.due')}>{shortTime(visit.dueAt, now, reader)}</Fact>}
          <Fact name={t('dispatch.fact.ticket')}>
            <Link className="link" to={`/tickets/${visit.ticket.number}`}>
              #{visit.ticket.number} {visit.ticket.subject}
            </Link>
          </Fact>
          {whole.isPending && <Skeleton h={40} />}
          {whole.data && <VisitFacts visit={whole.data} board={board} />}
        </dl>
      </section>
      {isMovable(visit.state) && <Suggestions visit={visit} board={board} />}
      <MapView board={board} selected={visit} />
      {dialog === 'edit' && whole.data && (
        <VisitDialog visit={whole.data} onMade={() => undefined} onClose={() => setDialog(null)} />
      )}
      {dialog === 'repeat' && <RepeatDialog visit={visit} onClose={() => setDialog(null)} />}
      {asking && (
        <ReasonDialog
          title={t(`dispatch.actions.${asking}`)}
          onClose={() => setAsking(null)}
          onReason={async (reason) => {
            await act(asking, reason);
            setAsking(null);
          }}
        />
      )}
    </div>
  );
}

/** Whoever is told no deserves to know why. */
const ASKS: VisitAction[] = ['could-not', 'cancel'];
