import { Button, Modal } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../api/customers.types';
import { CompareDialog } from './compare-dialog';
import { ContactFinder } from './contact-finder';

/** Whom nobody suspects to be the same person is found by name or address, and compared like one who is offered. */
export function MergeWith({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const [finding, setFinding] = useState(false);
  const [found, setFound] = useState<Contact | null>(null);
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        mt={4}
        leftSection={<IconArrowMerge size={14} style={{ transform: 'rotate(90deg)' }} aria-hidden="true" />}
        onClick={() => setFinding(true)}
      >
        {t('customers.mergeWith')}
      </Button>
      {finding && (
        <Modal opened onClose={() => setFinding(false)} title={t('customers.mergeWithTitle')}>
          <ContactFinder
            picked={null}
            without={contactId}
            onPick={(contact) => {
              setFinding(false);
              setFound(contact);
            }}
          />
        </Modal>
      )}
      {found && (
        <CompareDialog
          contactId={contactId}
          duplicate={{ contact: found, reasons: [] }}
          onClose={() => setFound(null)}
        />
      )}
    </>
  );
}
