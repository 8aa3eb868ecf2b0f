import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { Contact } from '../../api/customers.types';
import { shownAs } from '../customers/identity.rules';
import classes from '../ticket/finder.module.css';

interface Props {
  picked: Contact | null;
  onPick: (contact: Contact) => void;
  /** A contact that may not be picked: the one there is already. */
  without?: string;
}

export function ContactFinder({ picked, onPick, without }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useQuery({
    queryKey: ['contacts', 'find', asked],
    queryFn: () => customers.contacts({ q: asked || undefined, limit: '8' }),
    placeholderData: keepPreviousData,
  });
  const contacts = (found.data?.items ?? []).filter((contact) => contact.id !== without);
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t('customers.find')}
        placeholder={t('customers.find')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
      />
      <div className={classes.list} role="radiogroup" aria-label={t('customers.contacts')}>
        {contacts.map((contact) => (
          <button
            key={contact.id}
            type="button"
            role="radio"
            aria-checked={picked?.id === contact.id}
            className={classes.option}
            onClick={() => onPick(contact)}
          >
            <span className="cut">{contact.name}</span>
            <span className="cut dim">
              {[contact.company?.name, contact.identities[0] && shownAs(contact.identities[0])]
                .filter((one) => typeof one === 'string')
                .join(' · ')}
            </span>
          </button>
        ))}
        {found.isSuccess && contacts.length === 0 && <p className={classes.none}>{t('customers.nobodyFound')}</p>}
      </div>
    </>
  );
}
