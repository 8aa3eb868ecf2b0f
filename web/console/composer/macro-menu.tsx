import { ActionIcon, Menu } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { say } from '../feedback/notify';
import { useTicketActions } from '../queue/ticket-actions';
import { MacroItem } from './macro-item';

interface Props {
  ticket: Ticket;
  opened: boolean;
  onChange: (opened: boolean) => void;
}

/** Several steps in one: each macro says what it will do before it is run. */
export function MacroMenu({ ticket, opened, onChange }: Props) {
  const { t } = useTranslation();
  const { refresh } = useTicketActions();
  const macros = useQuery({ queryKey: ['macros'], queryFn: tickets.macros, staleTime: 60_000 });
  const run = useMutation({
    mutationFn: (macro: { id: string; name: string }) => tickets.runMacro(ticket.id, macro.id),
    onSuccess: async (_, macro) => {
      await refresh();
      say(t('composer.macroRan', { name: macro.name }));
    },
  });
  return (
    <Menu position="top-start" width={320} opened={opened} onChange={onChange}>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t('composer.macros')} title={`${t('composer.macros')}  m`}>
          <IconBolt size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('composer.macros')}</Menu.Label>
        {macros.data?.length === 0 && <Menu.Item disabled>{t('composer.noMacros')}</Menu.Item>}
        {macros.data?.map((macro) => (
          <MacroItem key={macro.id} macro={macro} onRun={() => run.mutate(macro)} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
