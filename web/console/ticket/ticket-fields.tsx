import { Menu } from '@mantine/core';
import { IconBuildingStore, IconChevronDown, IconDeviceLaptop, IconTool } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mode, Priority, Ticket, TicketChange } from '../../api/tickets.types';
import { PersonMark } from '../../ui/person-mark';
import { PriorityIcon } from '../../ui/priority-icon';
import { PromisePopover } from '../promise/promise-popover';
import { useStatuses } from '../queue/lookups.queries';
import { PersonPicker } from '../queue/person-picker';
import { useTicketActions } from '../queue/ticket-actions';
import { useCan } from '../session/session';
import { useKeys } from '../shell/keys';
import classes from './ticket-page.module.css';
import { useChangeTicket } from './change-ticket';
import { statusName } from './status-name';
import { WhyPopover } from './why-popover';

const PRIORITIES: Priority[] = ['urgent', 'high', 'normal', 'low'];
const MODES = { digital: IconDeviceLaptop, visit: IconTool, in_person: IconBuildingStore } as const;

export function TicketFields({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const can = useCan();
  const statuses = useStatuses();
  const actions = useTicketActions();
  const change = useChangeTicket(ticket);
  const [assigning, setAssigning] = useState(false);
  const mayWrite = can('tickets:write');
  const mayAssign = can('tickets:assign');
  useKeys({ a: () => setAssigning(true) }, mayAssign);
  const ModeIcon = MODES[ticket.mode] ?? IconDeviceLaptop;
  return (
    <div className={classes.fields}>
      <Choice
        label={t('ticket.status')}
        shrinks
        disabled={!mayWrite}
        shown={
          <>
            <span className={classes.dot} data-category={ticket.status.category} />
            <span className="cut">{statusName(ticket.status, t)}</span>
          </>
        }
      >
        {statuses.data?.map((status) => (
          <Menu.Item
            key={status.id}
            leftSection={<span className={classes.dot} data-category={status.category} />}
            rightSection={status.id === ticket.status.id ? '✓' : undefined}
            onClick={() => change({ status: status.id })}
          >
            {statusName(status, t)}
          </Menu.Item>
        ))}
      </Choice>
      <Choice
        label={t('ticket.priority')}
        disabled={!mayWrite}
        shown={
          <>
            <PriorityIcon priority={ticket.priority} />
            {t(`ticket.priorities.${ticket.priority}`)}
          </>
        }
      >
        {PRIORITIES.map((priority) => (
          <Menu.Item
            key={priority}
            leftSection={<PriorityIcon priority={priority} />}
            rightSection={priority === ticket.priority ? '✓' : undefined}
            onClick={() => change({ priority })}
          >
            {t(`ticket.priorities.${priority}`)}
          </Menu.Item>
        ))}
      </Choice>
      <Choice
        label={t('ticket.mode')}
        disabled={!mayWrite}
        shown={
          <>
            <ModeIcon size={16} stroke={1.75} aria-hidden="true" />
            {t(`ticket.modes.${ticket.mode}`)}
          </>
        }
      >
        {(Object.keys(MODES) as Mode[]).map((mode) => {
          const Shape = MODES[mode];
          return (
            <Menu.Item
              key={mode}
              leftSection={<Shape size={16} stroke={1.75} />}
              rightSection={mode === ticket.mode ? '✓' : undefined}
              onClick={() => change({ mode } satisfies TicketChange)}
            >
              {t(`ticket.modes.${mode}`)}
            </Menu.Item>
          );
        })}
      </Choice>
      <PersonPicker
        opened={assigning}
        onChange={setAssigning}
        current={ticket.assignee?.id}
        onPick={(id, name) => void actions.assign([ticket], id, name)}
      >
        <button
          type="button"
          className={classes.field}
          data-shrinks
          title={ticket.assignee?.name}
          disabled={!mayAssign}
          aria-label={`${t('ticket.assignee')}: ${ticket.assignee?.name ?? t('queue.nobody')}`}
        >
          <PersonMark name={ticket.assignee?.name} side="us" />
          <span className={ticket.assignee ? 'cut' : 'cut mid'}>{ticket.assignee?.name ?? t('queue.nobody')}</span>
          {mayAssign && <IconChevronDown size={14} aria-hidden="true" />}
        </button>
      </PersonPicker>
      <WhyPopover ticket={ticket} />
      <PromisePopover ticket={ticket} />
    </div>
  );
}

function Choice({
  label,
  shown,
  disabled,
  shrinks,
  children,
}: {
  label: string;
  shown: ReactNode;
  disabled: boolean;
  /** A long name gives way, so that the promise is never cut. */
  shrinks?: boolean;
  children: ReactNode;
}) {
  return (
    <Menu position="bottom-start" disabled={disabled}>
      <Menu.Target>
        <button
          type="button"
          className={classes.field}
          data-shrinks={shrinks || undefined}
          disabled={disabled}
          title={label}
        >
          <span className="sr">{label}: </span>
          {shown}
          {!disabled && <IconChevronDown size={14} aria-hidden="true" />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
