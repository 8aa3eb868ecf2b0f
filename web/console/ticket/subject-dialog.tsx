import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../api/tickets.types';
import { useChangeTicket } from './change-ticket';

export function SubjectDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const change = useChangeTicket(ticket);
  const [subject, setSubject] = useState(ticket.subject);
  return (
    <Modal opened onClose={onClose} title={t('ticket.editSubject')}>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          if (await change({ subject })) onClose();
        }}
      >
        <TextInput
          label={t('ticket.subject')}
          required
          withAsterisk={false}
          maxLength={500}
          data-autofocus
          value={subject}
          onChange={(e) => setSubject(e.currentTarget.value)}
        />
        <Group justify="flex-end" mt={16} gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{t('common.save')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
