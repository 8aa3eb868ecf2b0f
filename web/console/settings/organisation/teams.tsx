import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { Team } from '../../../api/identity.types';
import { PersonMark } from '../../../ui/person-mark';
import { useDeleteLater } from '../../feedback/delete-later';
import { TEAMS, useUsers } from '../../queue/lookups.queries';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';

export function Teams() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const users = useUsers();
  const teams = useQuery({ queryKey: TEAMS, queryFn: identity.teams });
  const { gone, deleteLater } = useDeleteLater(TEAMS);
  const [editing, setEditing] = useState<Partial<Team> | null>(null);
  return (
    <Body
      title={t('settings.sections.teams')}
      intro={t('teams.intro')}
      actions={<Button onClick={() => setEditing({})}>{t('teams.new')}</Button>}
    >
      <Answer of={teams}>
        {(items) => (
          <List empty={t('teams.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((team) => (
                <Row
                  key={team.id}
                  title={<b>{team.name}</b>}
                  detail={t('teams.members', { count: team.members?.length ?? 0 })}
                >
                  <span style={{ display: 'flex' }}>
                    {(team.members ?? []).slice(0, 5).map((member) => (
                      <PersonMark key={member.id} name={member.name} side="us" size={24} />
                    ))}
                  </span>
                  <RowMenu
                    name={team.name}
                    onEdit={() => setEditing(team)}
                    onDelete={() =>
                      deleteLater(team.id, t('settings.deleted', { name: team.name }), () =>
                        identity.deleteTeam(team.id),
                      )
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={editing.name ?? t('teams.new')}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            {
              name: 'memberIds',
              label: t('teams.membersLabel'),
              kind: 'several',
              choices: (users.data ?? [])
                .filter((user) => user.active)
                .map(({ id, name }) => ({ value: id, label: name })),
            },
          ]}
          initial={{ name: editing.name ?? '', memberIds: (editing.members ?? []).map(({ id }) => id) }}
          save={async ({ name, memberIds }) => {
            if (editing.id) await identity.changeTeam(editing.id, { name, memberIds, version: editing.version });
            else await identity.createTeam({ name: String(name), memberIds: memberIds as string[] });
            await client.invalidateQueries({ queryKey: TEAMS });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
