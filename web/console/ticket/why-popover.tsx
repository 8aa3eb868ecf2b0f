import { Popover, Skeleton } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { AssignmentTold } from '../../api/assignment.api';
import type { Ticket } from '../../api/tickets.types';
import { wordsOf } from '../feedback/notify';
import { WhyAssignment } from './why-assignment';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import classes from './ticket-page.module.css';
import own from './why-popover.module.css';
import { causeOf, hoursOf, nameOfValue, questionsOf, ruleOf, runningOf } from './why.rules';

/** The latest say enough; all of them stand in the timeline. */
const SHOWN = 3;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Every decision explains itself: one click, from the ledger. */
export function WhyPopover({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const reader = useReader();
  const now = useNow();
  const why = useQuery({
    queryKey: ['ticket', ticket.id, 'explain', ticket.version],
    queryFn: () => tickets.explain(ticket.id),
    enabled: opened,
  });
  const word = (value: unknown): string => {
    if (typeof value === 'string' && INSTANT.test(value)) return shortTime(value, now, reader);
    const name = nameOfValue(value);
    return name === null ? '–' : t(`why.values.${name}`, { defaultValue: name });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={480} trapFocus withRoles>
      <Popover.Target>
        <button
          type="button"
          className={`${classes.field} mid`}
          title={t('ticket.why')}
          onClick={() => setOpened(!opened)}
        >
          <IconArrowsSplit2 size={16} stroke={1.75} aria-hidden="true" />
          <span className={classes.whyWord}>{t('ticket.why')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={own.why}>
        <h2>{t('ticket.whyTitle')}</h2>
        {why.isPending && <Skeleton h={96} />}
        {why.error && <p className="bad">{wordsOf(why.error)}</p>}
        {why.data && (
          <dl>
            {questionsOf(why.data).map(({ question, value, reasons }) => (
              <div key={question}>
                <dt>{t(`why.questions.${question}`, { defaultValue: question })}</dt>
                <dd>
                  <b>
                    {question === 'deadlines'
                      ? runningOf(value)
                          .map(({ target, dueAt }) => `${t(`promise.targets.${target}`)} ${word(dueAt)}`)
                          .join(' · ') || '–'
                      : question === 'waiting'
                        ? t('why.assignment.place', { place: value })
                        : word(value)}
                  </b>
                  {(question === 'deadlines' ? [] : reasons.slice(0, SHOWN)).map((one, index) => (
                    <span key={index}>
                      {one.from !== undefined &&
                        one.to !== undefined &&
                        word(one.from) !== word(one.to) &&
                        `${word(one.from)} → ${word(one.to)} · `}
                      {ruleOf(one.because)
                        ? t('why.reasons.namedRule', { name: ruleOf(one.because) })
                        : t(`why.reasons.${one.code}`, { defaultValue: one.code })}
                      {one.code !== 'default' && (
                        <>
                          {' '}
                          · {one.by.name} <span className="dim">· {shortTime(one.at, now, reader)}</span>
                        </>
                      )}
                      <ChangedElsewhere because={one.because} />
                      {index === 0 && <WhoseHours because={one.because} />}
                      {index === 0 && isTold(one.because?.assignment) && (
                        <WhyAssignment told={one.because.assignment} />
                      )}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

const isTold = (value: unknown): value is AssignmentTold => typeof value === 'object' && value !== null;

function WhoseHours({ because }: { because: unknown }) {
  const { t } = useTranslation();
  const hours = hoursOf(because);
  return hours && <span className="dim"> · {t(`why.hours.${hours.kind}`, { name: hours.name })}</span>;
}

function ChangedElsewhere({ because }: { because: unknown }) {
  const { t } = useTranslation();
  const cause = causeOf(because);
  return cause && <span className="dim"> · {t(`why.causes.${cause.kind}`, { name: cause.name })}</span>;
}
