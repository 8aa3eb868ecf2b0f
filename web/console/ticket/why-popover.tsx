import { Popover, Skeleton } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { wordsOf } from '../feedback/notify';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import classes from './ticket-page.module.css';
import own from './why-popover.module.css';
import { reasonsOf } from './why.rules';

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
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={420} trapFocus withRoles>
      <Popover.Target>
        <button type="button" className={`${classes.field} mid`} onClick={() => setOpened(!opened)}>
          <IconArrowsSplit2 size={16} stroke={1.75} aria-hidden="true" />
          {t('ticket.why')}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={own.why}>
        <h2>{t('ticket.whyTitle')}</h2>
        {why.isPending && <Skeleton h={96} />}
        {why.error && <p className="bad">{wordsOf(why.error)}</p>}
        {why.data && (
          <dl>
            {reasonsOf(why.data).map((reason) => (
              <div key={reason.question}>
                <dt>{t(`why.questions.${reason.question}`, { defaultValue: reason.question })}</dt>
                <dd>
                  {reason.value && <b>{t(`why.values.${reason.value}`, { defaultValue: reason.value })} </b>}
                  {reason.reasons.length === 0 && <span>{t('why.nobodyChanged')}</span>}
                  {reason.reasons.map((line, index) => (
                    <span key={index}>
                      {t(`why.reasons.${line.words}`, { defaultValue: line.words, ...line.data })}
                      {line.by && <> · {line.by}</>}
                      {line.at && <span className="dim"> · {shortTime(line.at, now, reader)}</span>}
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
