import { ActionIcon, Button } from '@mantine/core';
import { IconMail, IconPhone, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { Contact, Identity } from '../../api/customers.types';
import { PhoneNumber } from '../phone/phone-number';
import { ChannelIcon } from '../../ui/channel-icon';
import panel from '../customer/customer-panel.module.css';
import { offerUndo, sayProblem } from '../feedback/notify';
import { EditDialog } from '../settings/edit-dialog';
import { useIdentityWords } from './identity-words';

export function IdentityEditor({
  contact,
  mayWrite,
  onChanged,
}: {
  contact: Contact;
  mayWrite: boolean;
  onChanged: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const wordsOf = useIdentityWords();
  const remove = async (identity: Identity) => {
    try {
      await customers.removeIdentity(contact.id, identity.id);
      await onChanged();
      offerUndo(t('settings.deleted', { name: identity.display ?? identity.value }), async () => {
        await customers.addIdentity(contact.id, identity.kind, identity.value);
        await onChanged();
      });
    } catch (error) {
      sayProblem(error);
    }
  };
  return (
    <>
      {contact.identities.map((identity) => (
        <div key={identity.id} className={panel.line}>
          {identity.kind === 'email' ? (
            <IconMail size={16} stroke={1.75} aria-hidden="true" />
          ) : identity.kind === 'phone' ? (
            <IconPhone size={16} stroke={1.75} aria-hidden="true" />
          ) : (
            <ChannelIcon channel={identity.channel ?? 'chat'} size={16} />
          )}
          <span className="cut" title={identity.kind === 'external' ? identity.value : undefined}>
            {identity.kind === 'phone' ? (
              <PhoneNumber number={identity.value} shown={identity.display ?? identity.value} />
            ) : (
              wordsOf(identity)
            )}
          </span>
          {identity.undeliverable && <span className={`${panel.right} bad`}>{t('customers.undeliverable')}</span>}
          {!identity.undeliverable && identity.verified && (
            <span className={panel.right}>{t('customers.verified')}</span>
          )}
          {mayWrite && (identity.kind === 'email' || identity.kind === 'phone') && (
            <ActionIcon
              size={24}
              aria-label={`${t('common.delete')}: ${identity.value}`}
              onClick={() => void remove(identity)}
            >
              <IconX size={12} />
            </ActionIcon>
          )}
        </div>
      ))}
      {mayWrite && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          {t('customers.addIdentity')}
        </Button>
      )}
      {adding && (
        <EditDialog
          title={t('customers.addIdentity')}
          fields={[
            {
              name: 'kind',
              label: t('ticket.type'),
              kind: 'select',
              required: true,
              choices: [
                { value: 'email', label: t('common.email') },
                { value: 'phone', label: t('common.phone') },
              ],
            },
            { name: 'value', label: t('customers.identity'), kind: 'text', required: true },
          ]}
          initial={{ kind: 'email' }}
          save={async ({ kind, value }) => {
            await customers.addIdentity(contact.id, String(kind), String(value));
            await onChanged();
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
