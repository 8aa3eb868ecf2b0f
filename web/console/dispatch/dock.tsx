import { ActionIcon, Button, Menu, Skeleton } from '@mantine/core';
import { IconDots, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dispatch } from '../../api/dispatch.api';
import type { Board, VisitAction, VisitRow } from '../../api/dispatch.types';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortTime } from '../time/time';
import { durationWords } from '../settings/promises/duration.rules';
import { sayProblem } from '../feedback/notify';
import { customerOf, isMovable } from './bar.rules';
import classes from './dispatch.module.css';
import { useStep } from './dispatch.queries';
import { KindIcon } from './kind-icon';
import { MapView } from './map-view';
import { ReasonDialog } from './reason-dialog';
import { Suggestions } from './suggestions';

/** The selected visit below the board: what it is, what can be done with it, where it would fit, and the map. */
export function Dock({ visit, board, onClose }: { visit: VisitRow; board: Board; onClose: () => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = { ...useReader(), timeZone: board.timezone };
  const step = useStep();
  const whole = useQuery({ queryKey: ['visit', visit.id, visit.version], queryFn: () => dispatch.visit(visit.id) });
  const [asking, setAsking] = useState<VisitAction | null>(null);
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
          {actions.length > (first ? 1 : 0) && (
            <Menu position="top-end">
              <Menu.Target>
                <ActionIcon size={28} aria-label={t('dispatch.more')}>
                  <IconDots size={16} stroke={1.75} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
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
          {whole.isPending && <Skeleton h={40} />}
          {whole.data?.person && (
            <Fact name={t('dispatch.fact.person')}>
              {[whole.data.person.name, ...whole.data.person.phones].join(' · ')}
            </Fact>
          )}
          {whole.data?.accessNotes && <Fact name={t('dispatch.fact.access')}>{whole.data.accessNotes}</Fact>}
          <Fact name={t('dispatch.fact.ticket')}>
            <Link className="link" to={`/tickets/${visit.ticket.number}`}>
              #{visit.ticket.number} {visit.ticket.subject}
            </Link>
          </Fact>
        </dl>
      </section>
      {isMovable(visit.state) && <Suggestions visit={visit} board={board} />}
      <MapView board={board} selected={visit} />
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
