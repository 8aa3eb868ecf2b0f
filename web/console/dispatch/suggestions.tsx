import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconCheck, IconMinus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dispatch, type Suggestion } from '../../api/dispatch.api';
import type { Board, VisitRow } from '../../api/dispatch.types';
import { say } from '../feedback/notify';
import { Answer } from '../settings/parts';
import { durationWords } from '../settings/promises/duration.rules';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortTime } from '../time/time';
import { customerOf } from './bar.rules';
import classes from './dispatch.module.css';
import { BOARD } from './dispatch.queries';
import { OtherTime } from './other-time';
import { RulesQuestion } from './rules-question';
import { usePlanning } from './use-planning';

const SHOWN = 3;
type Reason = Suggestion['reasons'][number];

const AGAINST = new Set(['after_promise', 'unplans', 'overtime', 'late_now']);
const NEITHER = new Set(['moves', 'full_day']);

/** What is due so soon begins with places for which others make room. */
const PRESSING_MS = 90 * 60_000;
/** Among more the customer does not choose any more. */
const MOST_OFFERED = 3;

/** The best places for a visit, each with its reasons; planned with one press, or offered to the customer. */
export function Suggestions({ visit, board }: { visit: VisitRow; board: Board }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = { ...useReader(), timeZone: board.timezone };
  const plan = usePlanning();
  const [other, setOther] = useState(false);
  const isPressing =
    visit.state === 'proposed' && visit.dueAt !== null && Date.parse(visit.dueAt) - now.getTime() < PRESSING_MS;
  const [way, setWay] = useState<'free' | 'room'>(isPressing ? 'room' : 'free');
  const [ticked, setTicked] = useState<string[]>([]);
  const suggestions = useQuery({
    queryKey: ['suggestions', visit.id, visit.version, way],
    queryFn: () => (way === 'room' ? dispatch.emergency(visit.id) : dispatch.suggest(visit.id)),
    staleTime: 30_000,
  });
  const offer = useOffer(visit, () => setTicked([]));
  const chosen = (suggestions.data ?? []).filter((one) => ticked.includes(keyOf(one)));
  const book = (one: Suggestion) =>
    one.bumps.length > 0
      ? plan.insert(visit, one)
      : plan.book(visit, {
          from: one.from,
          technicianIds: one.technicians.map(({ id }) => id),
          names: one.technicians.map(({ name }) => name).join(', '),
        });
  return (
    <section className={classes.suggest} aria-label={t('dispatch.suggest')}>
      <header>
        <h2>{t('dispatch.suggest')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('dispatch.ways')}
          data={[
            { value: 'free', label: t('dispatch.way.free') },
            { value: 'room', label: t('dispatch.way.room') },
          ]}
          value={way}
          onChange={(value) => setWay(value as 'free' | 'room')}
        />
        <span className="grow" />
        {chosen.length > 0 && (
          <Button size="xs" loading={offer.isPending} onClick={() => offer.mutate(chosen)}>
            {t('dispatch.offerTimes', { count: chosen.length })}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => setOther(true)}>
          {t('dispatch.otherTime')}
        </Button>
      </header>
      <RulesQuestion question={plan.question} />
      {other && (
        <OtherTime
          visit={visit}
          board={board}
          onPlan={(slot) => void plan.book(visit, slot)}
          onClose={() => setOther(false)}
        />
      )}
      <Answer of={suggestions}>
        {(items) =>
          items.length === 0 ? (
            <p className={classes.none}>{t(way === 'room' ? 'dispatch.noRoom' : 'dispatch.noSlot')}</p>
          ) : (
            <ol className={classes.picks}>
              {items.slice(0, SHOWN).map((one, rank) => (
                <li key={keyOf(one)} data-best={rank === 0 || undefined}>
                  <div className={classes.pickHead}>
                    <span className={classes.rank}>{rank + 1}</span>
                    <span className="grow">
                      <b className="cut">{one.technicians.map(({ name }) => name).join(', ')}</b>
                      <span className={classes.small}>
                        {shortTime(one.from, now, reader)}–{clockTime(one.to, reader)}
                      </span>
                    </span>
                    <Button
                      size="xs"
                      variant={rank === 0 ? 'filled' : 'default'}
                      disabled={plan.isBusy}
                      onClick={() => void book(one)}
                    >
                      {t('dispatch.plan')}
                    </Button>
                  </div>
                  <ul>
                    {one.bumps.map((bump) => (
                      <li key={bump.visit.id} className={bump.to ? undefined : 'warn'}>
                        {bump.to ? (
                          <IconArrowRight size={14} aria-hidden="true" className="dim" />
                        ) : (
                          <IconAlertTriangle size={14} aria-hidden="true" />
                        )}
                        <span>
                          {t(bump.to ? 'dispatch.bumpTo' : 'dispatch.bumpOut', {
                            what: `${bump.visit.ref} ${customerOf(bump.visit)}`,
                            time: bump.to ? shortTime(bump.to, now, reader) : '',
                            who: bump.technicians.map(({ name }) => name).join(', '),
                          })}
                        </span>
                      </li>
                    ))}
                    {reasonsOf(one).map((reason, at) => (
                      <li key={at} className={AGAINST.has(reason.code) ? 'warn' : undefined}>
                        <ReasonIcon code={reason.code} />
                        <span className="cut">
                          {t(`dispatch.reasons.${reason.code}`, {
                            ...reason,
                            time: timeOf(reason),
                            defaultValue: reason.code,
                          })}
                        </span>
                      </li>
                    ))}
                  </ul>
                  {way === 'free' && (
                    <Checkbox
                      size="xs"
                      className={classes.pickFoot}
                      label={t('dispatch.offerThis')}
                      aria-label={`${t('dispatch.offerThis')}: ${shortTime(one.from, now, reader)}`}
                      checked={ticked.includes(keyOf(one))}
                      disabled={chosen.length >= MOST_OFFERED && !ticked.includes(keyOf(one))}
                      onChange={(event) => {
                        const isOn = event.currentTarget.checked;
                        setTicked((before) => [
                          ...before.filter((key) => key !== keyOf(one)),
                          ...(isOn ? [keyOf(one)] : []),
                        ]);
                      }}
                    />
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </section>
  );
}

const keyOf = ({ from, technicians }: Suggestion): string => `${from}-${technicians[0]?.id}`;

/** Whom it moves stands there by name already. */
const reasonsOf = ({ reasons, bumps }: Suggestion): Reason[] =>
  reasons.filter(({ code }) => bumps.length === 0 || (code !== 'moves' && code !== 'unplans')).slice(0, 4);

/** The customer chooses by a link in a message; what was offered before is withdrawn. */
function useOffer(visit: VisitRow, onOffered: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (slots: Suggestion[]) =>
      dispatch.offer(
        visit.id,
        slots.map(({ from, technicians }) => ({ from, technicianIds: technicians.map(({ id }) => id) })),
      ),
    onSuccess: async () => {
      onOffered();
      say(t('dispatch.offered'));
      await Promise.all([
        client.invalidateQueries({ queryKey: BOARD }),
        client.invalidateQueries({ queryKey: ['visit'] }),
      ]);
    },
  });
}

const timeOf = ({ minutes }: Reason): string => (minutes === undefined ? '' : durationWords(minutes));

function ReasonIcon({ code }: { code: string }) {
  if (AGAINST.has(code)) return <IconAlertTriangle size={14} aria-hidden="true" />;
  if (NEITHER.has(code)) return <IconMinus size={14} aria-hidden="true" className="dim" />;
  return <IconCheck size={14} aria-hidden="true" className="ok" />;
}
