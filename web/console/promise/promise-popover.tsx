import { ActionIcon, Popover } from '@mantine/core';
import { IconClock, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../api/tickets.types';
import fields from '../ticket/ticket-page.module.css';
import { useNow, useReader } from '../time/reader';
import { dueIn, type Due } from '../time/time';
import { Lanes } from './lanes';
import { Ledger } from './ledger';
import { policyName } from './policy-name';
import classes from './promise.module.css';

/** What is left of the promise, and on a press all of it: every clock of the ticket, drawn and told. */
export function PromisePopover({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = useReader();
  const [opened, setOpened] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  if (ticket.clocks.length === 0) return null;
  const nextOne = ticket.clocks.find(({ target, dueAt }) => target === ticket.dueMetric && dueAt === ticket.dueAt);
  const open =
    ticket.clocks.find((clock) => keyOf(clock) === shown) ??
    nextOne ??
    ticket.clocks.find(({ endedAt }) => !endedAt) ??
    ticket.clocks[0]!;
  const due = ticket.dueAt ? dueIn(ticket.dueAt, now, reader) : null;
  const metric = t(`ticket.metrics.${ticket.dueMetric ?? 'any'}`, { defaultValue: t('ticket.metrics.any') });
  const [policy] = ticket.clocks.flatMap((clock) => clock.policy ?? []);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={640} trapFocus withRoles radius="lg">
      <Popover.Target>
        <button
          type="button"
          className={fields.clock}
          data-tone={due?.tone ?? 'plain'}
          onClick={() => setOpened(!opened)}
          title={t('promise.open')}
        >
          <IconClock size={16} stroke={1.75} aria-hidden="true" />
          {due ? t(`ticket.${wordingOf(due)}`, { metric, time: due.words }) : t('promise.title')}
          <IconInfoCircle size={14} stroke={1.75} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.pop}>
        <div className={classes.head}>
          <h2>{t('promise.title')}</h2>
          {policy && <span className="dim cut">{policyName(policy.name, t)}</span>}
          <span className="grow" />
          <ActionIcon size={28} aria-label={t('common.close')} onClick={() => setOpened(false)}>
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
        <Lanes clocks={ticket.clocks} now={now} open={keyOf(open)} onOpen={setShown} />
        <div className={classes.legend} aria-hidden="true">
          {(['used', 'left', 'paused', 'closed', 'due'] as const).map((kind) => (
            <span key={kind}>
              <i data-kind={kind} />
              {t(`promise.legend.${kind}`)}
            </span>
          ))}
        </div>
        <Ledger clock={open} now={now} />
        <footer className={classes.foot}>
          {open.policy && (
            <span>{t('promise.policy', { name: policyName(open.policy.name, t), version: open.policy.version })}</span>
          )}
          <span>{open.calendar ? open.calendar.name : t('promise.roundTheClock')}</span>
        </footer>
      </Popover.Dropdown>
    </Popover>
  );
}

const wordingOf = ({ late, isTime }: Due) => (late ? 'lateBy' : isTime ? 'dueAt' : 'dueIn');

export const keyOf = ({ target, instance }: { target: string; instance: number }): string => `${target}.${instance}`;
