import { Button } from '@mantine/core';
import { IconDoorEnter } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { Contact } from '../../api/customers.types';
import { portalAccounts, type PortalAccount, type PortalRights } from '../../api/portal-accounts.api';
import panel from '../customer/customer-panel.module.css';
import { say } from '../feedback/notify';
import { EditDialog, type Values } from '../settings/edit-dialog';
import { useNow, useReader } from '../time/reader';
import { shortDate } from '../time/time';

const SCOPES = ['own', 'sites', 'company'] as const;
const EXTRA = ['equipment', 'money', 'people'] as const;

/** Whether a contact may enter the portal, as what; and the invitation. */
export function PortalAccess({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const client = useQueryClient();
  const key = ['portal-accounts', contact.id];
  const accounts = useQuery({ queryKey: key, queryFn: () => portalAccounts.of(contact.id) });
  const [editing, setEditing] = useState<PortalAccount | 'new' | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const mails = contact.identities.filter(({ kind }) => kind === 'email');
  const stateOf = ({ state, lastSeenAt }: PortalAccount): string =>
    state === 'active' && lastSeenAt
      ? t('portal.seen', { time: shortDate(lastSeenAt, now, reader) })
      : t(`portal.state.${state}`);
  return (
    <section className={panel.section}>
      <h3>{t('portal.title')}</h3>
      {accounts.data?.items.map((account) => (
        <button key={account.id} type="button" className={panel.line} onClick={() => setEditing(account)}>
          <IconDoorEnter size={14} stroke={1.6} aria-hidden />
          <span className="cut">{t(`portal.scope.${account.holds ? account.rights.tickets : 'own'}`)}</span>
          <span className={panel.right}>{stateOf(account)}</span>
        </button>
      ))}
      {accounts.data?.items.length === 0 && (
        <Button
          size="xs"
          variant="default"
          disabled={mails.length === 0}
          title={mails.length === 0 ? t('portal.needsMail') : undefined}
          leftSection={<IconDoorEnter size={14} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {t('portal.invite')}
        </Button>
      )}
      {editing && (
        <AccessDialog
          contact={contact}
          account={editing === 'new' ? null : editing}
          onDone={refresh}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

interface DialogProps {
  contact: Contact;
  account: PortalAccount | null;
  onDone: () => Promise<unknown>;
  onClose: () => void;
}

function AccessDialog({ contact, account, onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const companyId = contact.company?.id;
  const sites = useQuery({
    queryKey: ['sites', companyId],
    queryFn: () => customers.sites(companyId!),
    enabled: companyId !== undefined,
  });
  const mails = contact.identities.filter(({ kind }) => kind === 'email').map(({ value }) => value);
  const hasCompany = () => companyId !== undefined;
  const rightsOf = (values: Values): PortalRights => ({
    tickets: values.tickets as PortalRights['tickets'],
    siteIds: values.tickets === 'sites' ? (values.siteIds as string[]) : [],
    equipment: Boolean(values.equipment),
    money: Boolean(values.money),
    people: Boolean(values.people),
  });
  const { rights } = account ?? { rights: undefined };
  return (
    <EditDialog
      title={account ? t('portal.titleOf', { name: contact.name }) : t('portal.inviteTitle', { name: contact.name })}
      saveLabel={account ? undefined : t('portal.invite')}
      fields={[
        ...(account
          ? []
          : [
              {
                name: 'email',
                label: t('portal.email'),
                kind: 'select' as const,
                hint: t('portal.emailHint'),
                choices: mails.map((value) => ({ value, label: value })),
              },
            ]),
        {
          name: 'tickets',
          label: t('portal.sees'),
          kind: 'select',
          hint: companyId ? undefined : t('portal.noCompany'),
          choices: SCOPES.filter((value) => value === 'own' || companyId).map((value) => ({
            value,
            label: t(`portal.scope.${value}`),
          })),
        },
        {
          name: 'siteIds',
          label: t('customers.sites'),
          kind: 'several',
          choices: (sites.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          when: (values) => values.tickets === 'sites',
        },
        ...EXTRA.map((name) => ({
          name,
          label: t(`portal.right.${name}`),
          kind: 'switch' as const,
          when: hasCompany,
        })),
        ...(account
          ? [{ name: 'open', label: t('portal.mayEnter'), kind: 'switch' as const, hint: t('portal.mayEnterHint') }]
          : []),
      ]}
      initial={{
        email: mails[0] ?? null,
        tickets: rights?.tickets ?? 'own',
        siteIds: rights?.siteIds ?? [],
        equipment: rights?.equipment ?? false,
        money: rights?.money ?? false,
        people: rights?.people ?? false,
        open: account?.state !== 'revoked',
      }}
      save={async (values) => {
        if (account) {
          const state = values.open ? 'active' : 'revoked';
          await portalAccounts.change(account.id, { version: account.version, rights: rightsOf(values), state });
        } else {
          await portalAccounts.invite(contact.id, { email: String(values.email), rights: rightsOf(values) });
          say(t('portal.invited', { name: contact.name }));
        }
        await onDone();
      }}
      onClose={onClose}
    />
  );
}
