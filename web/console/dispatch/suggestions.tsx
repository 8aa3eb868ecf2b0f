import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dispatch, type Suggestion } from '../../api/dispatch.api';
import type { Board, VisitRow } from '../../api/dispatch.types';
import { Answer } from '../settings/parts';
import { durationWords } from '../settings/promises/duration.rules';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortTime } from '../time/time';
import classes from './dispatch.module.css';
import { OtherTime } from './other-time';
import { RulesQuestion } from './rules-question';
import { usePlanning } from './use-planning';

const SHOWN = 3;
type Reason = Suggestion['reasons'][number];

const AGAINST = new Set(['after_promise', 'unplans', 'overtime', 'late_now']);
const NEITHER = new Set(['moves', 'full_day']);

/** The best places for a visit, each with its reasons; planned with one press. */
export function Suggestions({ visit, board }: { visit: VisitRow; board: Board }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = { ...useReader(), timeZone: board.timezone };
  const plan = usePlanning();
  const [other, setOther] = useState(false);
  const suggestions = useQuery({
    queryKey: ['suggestions', visit.id, visit.version],
    queryFn: () => dispatch.suggest(visit.id),
    staleTime: 30_000,
  });
  return (
    <section className={classes.suggest} aria-label={t('dispatch.suggest')}>
      <header>
        <h2>{t('dispatch.suggest')}</h2>
        <span className="grow" />
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
            <p className={classes.none}>{t('dispatch.noSlot')}</p>
          ) : (
            <ol className={classes.picks}>
              {items.slice(0, SHOWN).map((one, rank) => (
                <li key={`${one.from}-${one.technicians[0]?.id}`} data-best={rank === 0 || undefined}>
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
                      onClick={() =>
                        void plan.book(visit, {
                          from: one.from,
                          technicianIds: one.technicians.map(({ id }) => id),
                          names: one.technicians.map(({ name }) => name).join(', '),
                        })
                      }
                    >
                      {t('dispatch.plan')}
                    </Button>
                  </div>
                  <ul>
                    {one.reasons.slice(0, 4).map((reason, at) => (
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
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </section>
  );
}

const timeOf = ({ minutes }: Reason): string => (minutes === undefined ? '' : durationWords(minutes));

function ReasonIcon({ code }: { code: string }) {
  if (AGAINST.has(code)) return <IconAlertTriangle size={14} aria-hidden="true" />;
  if (NEITHER.has(code)) return <IconMinus size={14} aria-hidden="true" className="dim" />;
  return <IconCheck size={14} aria-hidden="true" className="ok" />;
}
