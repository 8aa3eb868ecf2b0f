import { Button, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { User } from '../../../api/identity.types';
import { PersonMark } from '../../../ui/person-mark';
import { TagMark } from '../../../ui/tag-mark';
import { TEAMS, USERS, useTeams } from '../../queue/lookups.queries';
import { useMe } from '../../session/session';
import { useNow, useReader } from '../../time/reader';
import { shortDate, shortTime } from '../../time/time';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { InviteForm } from './invite-form';
import { ROLES } from './roles';
import { roleName } from './role-name';

export const INVITATIONS = ['invitations'];

export function People() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow();
  const users = useQuery({ queryKey: USERS, queryFn: identity.users });
  const [editing, setEditing] = useState<User | null>(null);
  const [withGone, setWithGone] = useState(false);
  return (
    <Body title={t('settings.sections.people')} intro={t('people.intro')}>
      <Part title={t('people.invite')}>
        <InviteForm />
      </Part>
      <Invitations />
      <Part title={t('people.everybody')}>
        <Answer of={users}>
          {(items) => (
            <>
              <List>
                {items
                  .filter((user) => user.active || withGone)
                  .toSorted((a, b) => a.name.localeCompare(b.name))
                  .map((user) => (
                    <Row
                      key={user.id}
                      icon={<PersonMark name={user.name} side="us" size={28} />}
                      title={<b>{user.name}</b>}
                      detail={[
                        user.email,
                        user.roles.map((role) => roleName(role, t)).join(', '),
                        user.lastSeenAt && t('security.seen', { at: shortTime(user.lastSeenAt, now, reader) }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    >
                      {!user.active && <TagMark>{t('people.inactive')}</TagMark>}
                      {user.totpEnabled && <TagMark tone="ok">2FA</TagMark>}
                      <RowMenu name={user.name} onEdit={() => setEditing(user)} />
                    </Row>
                  ))}
              </List>
              {items.some((user) => !user.active) && (
                <Switch
                  mt={12}
                  label={t('people.showInactive')}
                  checked={withGone}
                  onChange={(e) => setWithGone(e.currentTarget.checked)}
                />
              )}
            </>
          )}
        </Answer>
      </Part>
      {editing && (
        <EditUser
          user={editing}
          isMe={editing.id === me.id}
          onClose={() => setEditing(null)}
          onSaved={() =>
            Promise.all([client.invalidateQueries({ queryKey: USERS }), client.invalidateQueries({ queryKey: TEAMS })])
          }
        />
      )}
    </Body>
  );
}

function EditUser({
  user,
  isMe,
  onClose,
  onSaved,
}: {
  user: User;
  isMe: boolean;
  onClose: () => void;
  onSaved: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const teams = useTeams();
  const roles = useQuery({ queryKey: ROLES, queryFn: identity.roles });
  if (!roles.data) return null;
  return (
    <EditDialog
      title={user.name}
      fields={[
        { name: 'name', label: t('common.name'), kind: 'text', required: true },
        {
          name: 'roleIds',
          label: t('settings.sections.roles'),
          kind: 'several',
          choices: roles.data.map((role) => ({ value: role.id, label: roleName(role, t) })),
        },
        {
          name: 'teamIds',
          label: t('settings.sections.teams'),
          kind: 'several',
          choices: (teams.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        ...(isMe
          ? []
          : [{ name: 'active', label: t('people.active'), hint: t('people.activeHint'), kind: 'switch' as const }]),
        ...(user.totpEnabled && !isMe
          ? [
              {
                name: 'resetTotp',
                label: t('people.resetTotp'),
                hint: t('people.resetTotpHint'),
                kind: 'switch' as const,
              },
            ]
          : []),
      ]}
      initial={{
        name: user.name,
        roleIds: user.roles.map(({ id }) => id),
        teamIds: user.teams.map(({ id }) => id),
        active: user.active,
        resetTotp: false,
      }}
      save={async ({ name, roleIds, teamIds, active, resetTotp }) => {
        await identity.changeUser(user.id, {
          name,
          roleIds,
          teamIds,
          ...(isMe ? {} : { active }),
          ...(resetTotp ? { totpEnabled: false } : {}),
          version: user.version,
        });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

function Invitations() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow();
  const invitations = useQuery({ queryKey: INVITATIONS, queryFn: identity.invitations });
  const revoke = useMutation({
    mutationFn: identity.revokeInvitation,
    onSettled: () => client.invalidateQueries({ queryKey: INVITATIONS }),
  });
  if (!invitations.data?.length) return null;
  return (
    <Part title={t('people.open')}>
      <List>
        {invitations.data.map((invitation) => (
          <Row
            key={invitation.id}
            title={invitation.email}
            detail={[
              invitation.role?.name,
              t('people.validUntil', { at: shortDate(invitation.expiresAt, now, reader) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <Button size="xs" variant="default" onClick={() => revoke.mutate(invitation.id)}>
              {t('people.withdraw')}
            </Button>
          </Row>
        ))}
      </List>
    </Part>
  );
}
