import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../api/customers.types';
import type { Ticket } from '../../api/tickets.types';
import { ContactFinder } from '../customer/contact-finder';
import { useTicketActions } from '../queue/ticket-actions';

export function ChangeCustomerDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const actions = useTicketActions();
  const [contact, setContact] = useState<Contact | null>(null);
  const change = async () => {
    if (!contact) return;
    onClose();
    const words = t('ticket.customerChanged', { subject: `#${ticket.number}`, name: contact.name });
    await actions.change([ticket], { contactId: contact.id }, words);
  };
  return (
    <Modal opened onClose={onClose} title={t('ticket.changeCustomer')}>
      <ContactFinder picked={contact} onPick={setContact} without={ticket.contact.id} />
      <Group justify="flex-end" mt={16} gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!contact} onClick={() => void change()}>
          {t('ticket.changeCustomer')}
        </Button>
      </Group>
    </Modal>
  );
}
