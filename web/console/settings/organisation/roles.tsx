import { Button, Checkbox, Group, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { Permission, Role } from '../../../api/identity.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { wordsOf } from '../../feedback/notify';
import { Answer, Body } from '../parts';
import { RowMenu } from '../row-menu';
import classes from '../settings.module.css';
import { roleName } from './role-name';

export const ROLES = ['roles'];
const SCOPES = ['all', 'team', 'own'] as const;

function groupsOf(permissions: Permission[]): { group: string; items: Permission[] }[] {
  const groups = new Map<string, Permission[]>();
  for (const permission of permissions) {
    const group = permission.group ?? permission.key.split(':')[0] ?? '';
    groups.set(group, [...(groups.get(group) ?? []), permission]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

/** Who may what, in one table: the shipped roles stand as they are, own ones can be made beside them. */
export function Roles() {
  const { t } = useTranslation();
  const roles = useQuery({ queryKey: ROLES, queryFn: identity.roles });
  const permissions = useQuery({ queryKey: ['permissions'], queryFn: identity.permissions, staleTime: Infinity });
  const { gone, deleteLater } = useDeleteLater(ROLES);
  const [editing, setEditing] = useState<Role | 'new' | null>(null);
  const shown = (roles.data ?? []).filter(({ id }) => !gone.has(id));
  return (
    <Body
      title={t('settings.sections.roles')}
      intro={t('roles.intro')}
      wide
      actions={<Button onClick={() => setEditing('new')}>{t('roles.new')}</Button>}
    >
      <Answer of={permissions}>
        {(all) => (
          <div className={classes.matrixBox} tabIndex={0} role="region" aria-label={t('roles.matrix')}>
            <table className={classes.matrix}>
              <thead>
                <tr>
                  <td />
                  {shown.map((role) => (
                    <th key={role.id} scope="col">
                      {roleName(role, t)}
                      {!role.builtIn && (
                        <RowMenu
                          name={role.name}
                          onEdit={() => setEditing(role)}
                          onDelete={() =>
                            deleteLater(role.id, t('settings.deleted', { name: role.name }), () =>
                              identity.deleteRole(role.id),
                            )
                          }
                        />
                      )}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">{t('roles.sees')}</th>
                  {shown.map((role) => (
                    <td key={role.id} style={{ color: 'var(--ink-2)', fontSize: 'var(--text-sm)' }}>
                      {t(`roles.scopes.${role.ticketScope}`)}
                    </td>
                  ))}
                </tr>
                {groupsOf(all).map(({ group, items }) => (
                  <Fragment key={group}>
                    <tr className={classes.section}>
                      <th colSpan={shown.length + 1}>{t(`roles.groups.${group}`, { defaultValue: group })}</th>
                    </tr>
                    {items.map((permission) => (
                      <tr key={permission.key}>
                        <th scope="row">
                          {t(`permissions.${permission.key.replace(':', '-')}`, {
                            defaultValue: permission.description ?? permission.key,
                          })}
                        </th>
                        {shown.map((role) => {
                          const has = role.permissions.includes('*') || role.permissions.includes(permission.key);
                          return <td key={role.id}>{has && <IconCheck size={16} aria-label={t('common.yes')} />}</td>;
                        })}
                      </tr>
                    ))}
                  </Fragment>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
      {editing && permissions.data && (
        <RoleDialog
          role={editing === 'new' ? null : editing}
          permissions={permissions.data}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}

function RoleDialog({
  role,
  permissions,
  onClose,
}: {
  role: Role | null;
  permissions: Permission[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(role?.name ?? '');
  const [scope, setScope] = useState<string>(role?.ticketScope ?? 'team');
  const [held, setHeld] = useState<string[]>(role?.permissions ?? ['tickets:read']);
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      role
        ? identity.changeRole(role.id, { name, permissions: held, ticketScope: scope, version: role.version })
        : identity.createRole({ name, permissions: held, ticketScope: scope }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ROLES });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={role ? roleName(role, t) : t('roles.new')} size="lg">
      <form
        className={classes.form}
        style={{ maxWidth: 'none' }}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && (
          <p role="alert" className="bad">
            {wordsOf(save.error)}
          </p>
        )}
        <TextInput
          label={t('common.name')}
          required
          withAsterisk={false}
          data-autofocus
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <div>
          <div className={classes.small} style={{ marginBottom: 4 }}>
            {t('roles.sees')}
          </div>
          <SegmentedControl
            aria-label={t('roles.sees')}
            value={scope}
            onChange={setScope}
            data={SCOPES.map((value) => ({ value, label: t(`roles.scopes.${value}`) }))}
          />
        </div>
        <Checkbox.Group value={held} onChange={setHeld}>
          {groupsOf(permissions).map(({ group, items }) => (
            <fieldset key={group} style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
              <legend style={{ fontWeight: 600, padding: 0, marginBottom: 8 }}>
                {t(`roles.groups.${group}`, { defaultValue: group })}
              </legend>
              {items.map((permission) => (
                <Checkbox
                  key={permission.key}
                  mb={8}
                  value={permission.key}
                  label={t(`permissions.${permission.key.replace(':', '-')}`, {
                    defaultValue: permission.description ?? permission.key,
                  })}
                />
              ))}
            </fieldset>
          ))}
        </Checkbox.Group>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
