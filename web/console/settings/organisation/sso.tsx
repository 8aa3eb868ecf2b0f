import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { SsoConnection } from '../../../api/identity.types';
import { TagMark } from '../../../ui/tag-mark';
import { useDeleteLater } from '../../feedback/delete-later';
import { CopyLine } from '../copy-line';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { ROLES } from './roles';
import { roleName } from './role-name';

const SSO = ['sso-connections'];

/** Customers are invited, and have no role and no second factor of ours. */
const isForPeople = (values: Record<string, unknown>): boolean => values.audience !== 'customers';

export function Sso() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const roles = useQuery({ queryKey: ROLES, queryFn: identity.roles });
  const connections = useQuery({ queryKey: SSO, queryFn: identity.ssoConnections });
  const { gone, deleteLater } = useDeleteLater(SSO);
  const [editing, setEditing] = useState<Partial<SsoConnection> | null>(null);
  return (
    <Body
      title={t('settings.sections.sso')}
      intro={t('sso.intro')}
      actions={<Button onClick={() => setEditing({ enabled: true, audience: 'people' })}>{t('sso.new')}</Button>}
    >
      <Answer of={connections}>
        {(items) => (
          <List empty={t('sso.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((connection) => (
                <div key={connection.id}>
                  <Row
                    icon={<IconLock size={20} stroke={1.6} aria-hidden="true" />}
                    title={<b>{connection.name}</b>}
                    detail={connection.issuer}
                  >
                    {connection.audience === 'customers' && <TagMark>{t('sso.for.customers')}</TagMark>}
                    {connection.enabled === false && <TagMark>{t('sso.off')}</TagMark>}
                    <RowMenu
                      name={connection.name}
                      onEdit={() => setEditing(connection)}
                      onDelete={() =>
                        deleteLater(connection.id, t('settings.deleted', { name: connection.name }), () =>
                          identity.deleteSso(connection.id),
                        )
                      }
                    />
                  </Row>
                  {connection.redirectUri && (
                    <div style={{ padding: '0 16px 12px' }}>
                      <p className="mid" style={{ marginBottom: 4, fontSize: 'var(--text-sm)' }}>
                        {t('sso.redirect')}
                      </p>
                      <CopyLine text={connection.redirectUri} label={t('sso.redirect')} />
                    </div>
                  )}
                </div>
              ))}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={editing.name ?? t('sso.new')}
          fields={[
            { name: 'name', label: t('common.name'), hint: t('sso.nameHint'), kind: 'text', required: true },
            ...(editing.id
              ? []
              : [
                  {
                    name: 'audience',
                    label: t('sso.audience'),
                    hint: t('sso.audienceHint'),
                    kind: 'select' as const,
                    choices: (['people', 'customers'] as const).map((value) => ({
                      value,
                      label: t(`sso.for.${value}`),
                    })),
                  },
                ]),
            { name: 'issuer', label: t('sso.issuer'), hint: t('sso.issuerHint'), kind: 'url', required: true },
            { name: 'clientId', label: t('sso.clientId'), kind: 'text', required: true },
            {
              name: 'clientSecret',
              label: t('sso.clientSecret'),
              hint: editing.id ? t('channelForm.secretKept') : undefined,
              kind: 'secret',
              required: !editing.id,
            },
            { name: 'domains', label: t('sso.domains'), hint: t('sso.domainsHint'), kind: 'tags' },
            {
              name: 'provision',
              label: t('sso.provision'),
              hint: t('sso.provisionHint'),
              kind: 'switch',
              when: isForPeople,
            },
            {
              name: 'roleId',
              label: t('people.role'),
              kind: 'select',
              required: true,
              when: (values) => isForPeople(values) && values.provision === true,
              choices: (roles.data ?? []).map((role) => ({ value: role.id, label: roleName(role, t) })),
            },
            {
              name: 'trustSecondFactor',
              label: t('sso.trustSecondFactor'),
              hint: t('sso.trustSecondFactorHint'),
              kind: 'switch',
              when: isForPeople,
            },
            { name: 'enabled', label: t('sso.enabled'), kind: 'switch' },
          ]}
          initial={{ ...editing }}
          save={async ({
            audience,
            clientSecret,
            domains,
            provision,
            roleId,
            trustSecondFactor,
            enabled,
            ...values
          }) => {
            const { name, issuer, clientId } = values;
            const body = {
              name,
              issuer,
              clientId,
              ...(clientSecret ? { clientSecret } : {}),
              domains: domains ?? [],
              provision: provision === true,
              roleId: provision ? roleId : null,
              trustSecondFactor: trustSecondFactor === true,
              enabled: enabled !== false,
            };
            if (editing.id) await identity.changeSso(editing.id, { ...body, version: editing.version });
            else await identity.createSso({ ...body, audience });
            await client.invalidateQueries({ queryKey: SSO });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
