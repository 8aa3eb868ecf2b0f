import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { Contact, ContactMerge } from '../../api/customers.types';
import panel from '../customer/customer-panel.module.css';
import { offerUndo } from '../feedback/notify';
import { useNow, useReader } from '../time/reader';
import { shortDate } from '../time/time';
import classes from './customers.module.css';

/** Who became part of this contact, for as long as that can be taken back. */
export function MergedHere({ contact, mayUndo }: { contact: Contact; mayUndo: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow();
  const apart = useMutation({
    mutationFn: (merge: ContactMerge) => customers.unmerge(contact.id, merge.id),
    onSuccess: async ({ other }, { name }) => {
      await client.invalidateQueries();
      offerUndo(t('customers.apart', { name }), async () => {
        await customers.merge(contact.id, other.id);
        await client.invalidateQueries();
      });
    },
  });
  if (!contact.merges?.length) return null;
  return (
    <section className={panel.section}>
      <h3>{t('customers.mergedHere')}</h3>
      {contact.merges.map((merge) => (
        <div key={merge.id} className={classes.merge}>
          <div>
            <div className="cut">{merge.name}</div>
            <small className="cut">
              {merge.by}, {shortDate(merge.at, now, reader)}
            </small>
          </div>
          {mayUndo && (
            <Button
              variant="default"
              size="xs"
              aria-label={t('customers.takeApartNamed', { name: merge.name })}
              loading={apart.isPending}
              onClick={() => apart.mutate(merge)}
            >
              {t('customers.takeApart')}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
