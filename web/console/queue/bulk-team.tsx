import { ActionIcon, Menu } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTeams } from './lookups.queries';

/** Which team the ticked tickets go to. */
export function BulkTeam({ onPick }: { onPick: (id: string | null, name?: string) => void }) {
  const { t } = useTranslation();
  const teams = useTeams();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t('ticket.team')} title={t('ticket.team')}>
          <IconUsersGroup size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown maw={280} mah={360} style={{ overflow: 'auto' }}>
        <Menu.Label>{t('ticket.team')}</Menu.Label>
        {teams.data?.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => onPick(id, name)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Item className="mid" onClick={() => onPick(null)}>
          {t('ticket.noTeam')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
