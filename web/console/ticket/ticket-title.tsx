import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronLeft, IconHandGrab, IconMoon, IconRotate, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Ticket } from '../../api/tickets.types';
import { PersonMark } from '../../ui/person-mark';
import { useLookers } from '../live/presence';
import { SnoozeMenu } from '../queue/snooze-menu';
import { useTake } from '../queue/take';
import { useTicketActions } from '../queue/ticket-actions';
import { useStatuses } from '../queue/lookups.queries';
import { useCan } from '../session/session';
import { useKeys } from '../shell/keys';
import { useNow } from '../time/reader';
import { TicketMenu } from './ticket-menu';
import classes from './ticket-page.module.css';

interface Props {
  ticket: Ticket;
  part: 'timeline' | 'customer';
  onPart: (part: 'timeline' | 'customer') => void;
}

export function TicketTitle({ ticket, part, onPart }: Props) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const lookers = useLookers(ticket.id);
  const actions = useTicketActions();
  const statuses = useStatuses();
  const can = useCan();
  const mayWrite = can('tickets:write');
  const take = useTake(ticket);
  const now = useNow();
  const [snoozing, setSnoozing] = useState(false);
  const done = ticket.status.category === 'solved' || ticket.status.category === 'closed';
  const isFree = can('tickets:assign') && !ticket.assignee && !done;
  const asleep = ticket.snoozedUntil && new Date(ticket.snoozedUntil) > now;
  const reopen = () => {
    const open = statuses.data?.find((status) => status.category === 'open');
    if (open) void actions.change([ticket], { status: open.id }, t('queue.reopened', { subject: `#${ticket.number}` }));
  };
  const solve = () => (done ? reopen() : void actions.solve([ticket]));
  useKeys({ e: solve, s: () => setSnoozing(true) }, mayWrite);
  useKeys({ t: () => take.mutate() }, isFree && !take.isPending);

  return (
    <div className={classes.title}>
      <ActionIcon
        component={Link}
        to={`/queue${params.size ? `?${params}` : ''}`}
        className={classes.back}
        aria-label={t('ticket.back')}
      >
        <IconChevronLeft size={20} stroke={1.6} />
      </ActionIcon>
      <div className={classes.words}>
        <span className={classes.number}>#{ticket.number}</span>
        <h1 className="cut" title={ticket.subject}>
          {ticket.subject || t('ticket.noSubject')}
        </h1>
      </div>
      {lookers.length > 0 && (
        <Tooltip label={t('ticket.alsoHere', { names: lookers.map((user) => user.name).join(', ') })}>
          <span
            className={classes.viewers}
            role="img"
            aria-label={t('ticket.alsoHere', { names: lookers.map((user) => user.name).join(', ') })}
          >
            {lookers.slice(0, 3).map((user) => (
              <PersonMark key={user.id} name={user.name} side="us" size={24} />
            ))}
          </span>
        </Tooltip>
      )}
      <Tooltip label={t('ticket.part.customer')}>
        <ActionIcon
          className={classes.panelButton}
          aria-label={t('ticket.part.customer')}
          aria-pressed={part === 'customer'}
          onClick={() => onPart(part === 'customer' ? 'timeline' : 'customer')}
        >
          <IconUserCircle size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      {isFree && (
        <Button
          className={classes.wide}
          variant="light"
          leftSection={<IconHandGrab size={16} stroke={1.75} />}
          loading={take.isPending}
          title={`${t('take.it')}  t`}
          onClick={() => take.mutate()}
        >
          {t('take.it')}
        </Button>
      )}
      {mayWrite && (
        <>
          <SnoozeMenu
            opened={snoozing}
            onChange={setSnoozing}
            onPick={(until, words) => void actions.snooze([ticket], until, words)}
          >
            <ActionIcon className={classes.wide} aria-label={t('ticket.snooze')} title={`${t('ticket.snooze')}  s`}>
              <IconMoon size={16} stroke={1.75} fill={asleep ? 'currentColor' : 'none'} />
            </ActionIcon>
          </SnoozeMenu>
          <Button
            className={classes.wide}
            variant="default"
            leftSection={done ? <IconRotate size={16} stroke={1.75} /> : <IconCheck size={16} stroke={1.75} />}
            title={`${t(done ? 'ticket.reopen' : 'ticket.solve')}  e`}
            onClick={solve}
          >
            {t(done ? 'ticket.reopen' : 'ticket.solve')}
          </Button>
        </>
      )}
      <TicketMenu
        ticket={ticket}
        onTake={isFree ? () => take.mutate() : undefined}
        onSolve={solve}
        onSnooze={() => setSnoozing(true)}
      />
    </div>
  );
}
