import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { Contact, Duplicate } from '../../api/customers.types';
import { useIdentityWords } from '../customers/identity-words';
import { offerUndo } from '../feedback/notify';
import { CONTACT } from './contact-key';
import classes from './customer-panel.module.css';

/** Both people side by side; the one that is open stays, the other joins it. */
export function CompareDialog({
  contactId,
  duplicate,
  onClose,
}: {
  contactId: string;
  duplicate: Duplicate;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const identityWords = useIdentityWords();
  const here = useQuery({ queryKey: CONTACT(contactId), queryFn: () => customers.contact(contactId) });
  // A suggestion names a person; what is compared is read like the one that is open.
  const other = duplicate.contact;
  const there = useQuery({ queryKey: CONTACT(other.id), queryFn: () => customers.contact(other.id) });
  const merge = useMutation({
    mutationFn: () => customers.merge(contactId, other.id),
    onSuccess: async ({ mergeId }) => {
      onClose();
      await client.invalidateQueries();
      offerUndo(t('customers.merged', { other: other.name, into: here.data?.name }), async () => {
        await customers.unmerge(contactId, mergeId);
        await client.invalidateQueries();
      });
    },
  });
  const rows: [string, (contact: Contact) => string][] = [
    ['customers.identities', (contact) => contact.identities.map(identityWords).join('\n')],
    ['customers.company', (contact) => contact.company?.name ?? '–'],
    ['customers.jobTitle', (contact) => contact.title || '–'],
    ['customers.tags', (contact) => contact.tags.join(', ') || '–'],
  ];
  const reasons = duplicate.reasons.map(({ code, value }) =>
    t(`customers.reasons.${code}`, { value, defaultValue: code }),
  );
  return (
    <Modal opened onClose={onClose} title={t('customers.compareTitle')} size="lg">
      <p className="mid">{reasons.length > 0 ? reasons.join(' · ') : t('customers.mergeWithHint')}</p>
      <table className={classes.compare} style={{ marginTop: 12 }}>
        <thead>
          <tr>
            <th />
            <th>{here.data?.name}</th>
            <th>{other.name}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, of]) => (
            <tr key={label}>
              <th scope="row">{t(label)}</th>
              <td style={{ whiteSpace: 'pre-line' }}>{here.data && of(here.data)}</td>
              <td style={{ whiteSpace: 'pre-line' }}>{there.data && of(there.data)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group justify="flex-end" mt={24} gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('customers.keepApart')}
        </Button>
        <Button loading={merge.isPending} onClick={() => merge.mutate()}>
          {t('customers.merge')}
        </Button>
      </Group>
    </Modal>
  );
}
