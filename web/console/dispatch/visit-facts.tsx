import { IconCheck, IconSquare } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, Visit } from '../../api/dispatch.types';
import { PhoneNumber } from '../phone/phone-number';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortTime } from '../time/time';
import classes from './dispatch.module.css';

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What stands around a visit beyond its row: times offered, what it is about, what was done and by whom. */
export function VisitFacts({ visit, board }: { visit: Visit; board: Board }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = { ...useReader(), timeZone: board.timezone };
  const time = (at: string) => shortTime(at, now, reader);
  const { outcome, rating } = visit;
  return (
    <>
      {visit.offers.length > 0 && (
        <Fact name={t('dispatch.fact.offers')}>
          {visit.offers.map(({ from, arriveUntil }) => `${time(from)}–${clockTime(arriveUntil, reader)}`).join(' · ')}
        </Fact>
      )}
      {(visit.windowFrom || visit.windowTo) && (
        <Fact name={t('dispatch.fact.window')}>
          {[visit.windowFrom, visit.windowTo].map((at) => (at ? time(at) : '…')).join(' – ')}
        </Fact>
      )}
      {visit.about && <Fact name={t('dispatch.about')}>{visit.about}</Fact>}
      <Fact name={t('dispatch.fact.person')}>
        {visit.person.name}
        {visit.person.phones.map((number) => (
          <span key={number}>
            {' · '}
            <PhoneNumber number={number} ticketId={visit.ticket?.id} />
          </span>
        ))}
      </Fact>
      {visit.accessNotes && <Fact name={t('dispatch.fact.access')}>{visit.accessNotes}</Fact>}
      {visit.tools.length > 0 && <Fact name={t('dispatch.fact.tools')}>{visit.tools.join(', ')}</Fact>}
      {visit.equipment.length > 0 && (
        <Fact name={t('dispatch.fact.equipment')}>
          <ul className={classes.plainList}>
            {visit.equipment.map(({ id, name, serial, place }) => (
              <li key={id ?? name}>{[name, serial, place].filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </Fact>
      )}
      {visit.checklist.length > 0 && (
        <Fact name={t('dispatch.fact.checklist')}>
          <ul className={classes.plainList}>
            {visit.checklist.map(({ id, text, required, doneAt }) => (
              <li key={id}>
                {doneAt ? (
                  <IconCheck size={14} className="ok" aria-label={t('dispatch.ticked')} />
                ) : (
                  <IconSquare size={14} className="dim" aria-label={t('dispatch.notTicked')} />
                )}
                <span>
                  {text}
                  {required && !doneAt && <span className={classes.small}> {t('dispatch.mustBeDone')}</span>}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {outcome && (
        <Fact name={t('dispatch.fact.outcome')}>
          {[t(`dispatch.outcomes.${outcome.code}`, { defaultValue: outcome.code }), outcome.text]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
      )}
      {rating !== null && (
        <Fact name={t('dispatch.fact.rating')}>{[`${rating}/5`, visit.ratingComment].filter(Boolean).join(' · ')}</Fact>
      )}
      {visit.steps.length > 0 && (
        <Fact name={t('dispatch.fact.steps')}>
          <ol className={classes.plainList}>
            {visit.steps.toReversed().map(({ seq, type, to, at, actorName, reason }) => (
              <li key={seq}>
                <span>
                  {t(`dispatch.steps.${type}`, { defaultValue: t(`dispatch.states.${to}`) })} · {time(at)} · {actorName}
                  {reason && ` · ${reason}`}
                </span>
              </li>
            ))}
          </ol>
        </Fact>
      )}
    </>
  );
}
