import { IconArrowMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import { useCan } from '../session/session';
import { CompareDialog } from './compare-dialog';
import classes from './customer-panel.module.css';

/** A likely duplicate is only offered: people decide, and can take it back. */
export function DuplicateOffer({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const may = useCan()('customers:write');
  const [comparing, setComparing] = useState(false);
  const found = useQuery({
    queryKey: ['contact', contactId, 'duplicates'],
    queryFn: () => customers.duplicates(contactId),
    enabled: may,
    staleTime: 5 * 60_000,
  });
  const first = found.data?.[0];
  if (!first) return null;
  return (
    <>
      <div className={classes.duplicate}>
        <IconArrowMerge size={16} stroke={1.75} aria-hidden="true" style={{ transform: 'rotate(90deg)' }} />
        <span className="cut">{t('customers.samePerson', { name: first.contact.name })}</span>
        <button type="button" onClick={() => setComparing(true)}>
          {t('customers.compare')}
        </button>
      </div>
      {comparing && <CompareDialog contactId={contactId} duplicate={first} onClose={() => setComparing(false)} />}
    </>
  );
}
