import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowMerge,
  IconArrowsSplit,
  IconBell,
  IconBellOff,
  IconCheck,
  IconChecklist,
  IconCopy,
  IconDots,
  IconHandGrab,
  IconLink,
  IconMailForward,
  IconMoon,
  IconPencil,
  IconTargetArrow,
  IconTool,
  IconUserEdit,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { say } from '../feedback/notify';
import { usePipelines } from '../sales/sales.queries';
import { useCan, useMe } from '../session/session';
import { useKeys } from '../shell/keys';
import { TICKET } from './ticket.queries';

const Dialogs = lazy(async () => ({ default: (await import('./ticket-dialogs')).TicketDialogs }));
export type DialogName =
  'merge' | 'split' | 'link' | 'customer' | 'subject' | 'forward' | 'task' | 'visit' | 'prospect';

export function TicketMenu({
  ticket,
  onTake,
  onSolve,
  onSnooze,
}: {
  ticket: Ticket;
  /** Only where nobody has it. */
  onTake?: () => void;
  onSolve: () => void;
  onSnooze: () => void;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const can = useCan();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const following = ticket.followers?.some((user) => user.id === me.id) ?? false;
  const follow = useMutation({
    mutationFn: () => (following ? tickets.unfollow(ticket.id, me.id) : tickets.follow(ticket.id, me.id)),
    onSuccess: () => client.invalidateQueries({ queryKey: [...TICKET, String(ticket.number)] }),
  });
  const pipelines = usePipelines(can('deals:write'));
  // A desk that sells nothing makes no prospects.
  const maySell = can('deals:write') && (pipelines.data?.length ?? 0) > 0;
  useKeys({ d: () => setDialog('prospect') }, maySell);
  const icon = { size: 16, stroke: 1.75 };
  const done = ticket.status.category === 'solved' || ticket.status.category === 'closed';
  return (
    <>
      <Menu position="bottom-end" width={232}>
        <Menu.Target>
          <ActionIcon aria-label={t('ticket.more')}>
            <IconDots {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {onTake && (
            <Menu.Item hiddenFrom="sm" leftSection={<IconHandGrab {...icon} />} onClick={onTake}>
              {t('take.it')}
            </Menu.Item>
          )}
          {can('tickets:write') && (
            <>
              <Menu.Item hiddenFrom="sm" leftSection={<IconCheck {...icon} />} onClick={onSolve}>
                {t(done ? 'ticket.reopen' : 'ticket.solve')}
              </Menu.Item>
              <Menu.Item hiddenFrom="sm" leftSection={<IconMoon {...icon} />} onClick={() => setTimeout(onSnooze, 50)}>
                {t('ticket.snooze')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => setDialog('subject')}>
                {t('ticket.editSubject')}
              </Menu.Item>
              <Menu.Item leftSection={<IconUserEdit {...icon} />} onClick={() => setDialog('customer')}>
                {t('ticket.changeCustomer')}
              </Menu.Item>
              <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => setDialog('link')}>
                {t('ticket.link')}
              </Menu.Item>
              <Menu.Item leftSection={<IconChecklist {...icon} />} onClick={() => setDialog('task')}>
                {t('task.menu')}
              </Menu.Item>
            </>
          )}
          {can('tickets:reply') && (
            <Menu.Item leftSection={<IconMailForward {...icon} />} onClick={() => setDialog('forward')}>
              {t('forward.menu')}
            </Menu.Item>
          )}
          {can('visits:write') && (
            <Menu.Item leftSection={<IconTool {...icon} />} onClick={() => setDialog('visit')}>
              {t('ticket.planVisit')}
            </Menu.Item>
          )}
          {maySell && (
            <Menu.Item
              leftSection={<IconTargetArrow {...icon} />}
              rightSection={<kbd className="dim">d</kbd>}
              onClick={() => setDialog('prospect')}
            >
              {t('sales.makeProspect')}
            </Menu.Item>
          )}
          {can('tickets:merge') && (
            <>
              <Menu.Item leftSection={<IconArrowMerge {...icon} />} onClick={() => setDialog('merge')}>
                {t('ticket.merge')}
              </Menu.Item>
              <Menu.Item leftSection={<IconArrowsSplit {...icon} />} onClick={() => setDialog('split')}>
                {t('ticket.split')}
              </Menu.Item>
            </>
          )}
          <Menu.Divider />
          <Menu.Item
            leftSection={following ? <IconBellOff {...icon} /> : <IconBell {...icon} />}
            onClick={() => follow.mutate()}
          >
            {t(following ? 'ticket.unfollow' : 'ticket.follow')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy {...icon} />}
            onClick={() => {
              void navigator.clipboard.writeText(`${location.origin}/tickets/${ticket.number}`);
              say(t('common.copied'));
            }}
          >
            {t('ticket.copyLink')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <Suspense>
          <Dialogs name={dialog} ticket={ticket} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </>
  );
}
