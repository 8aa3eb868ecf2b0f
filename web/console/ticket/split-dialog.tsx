import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { useTicketActions } from '../queue/ticket-actions';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import classes from './finder.module.css';
import { nameOf } from './mail-item';
import { useMessages } from './ticket.queries';

/** Takes some messages out into a ticket of their own. */
export function SplitDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { refresh } = useTicketActions();
  const reader = useReader();
  const now = useNow();
  const { messages } = useMessages(ticket.id);
  const [ids, setIds] = useState<string[]>([]);
  const [subject, setSubject] = useState('');
  const split = useMutation({
    mutationFn: () => tickets.split(ticket.id, ids, subject),
    onSuccess: async (fresh) => {
      onClose();
      await refresh();
      await navigate(`/tickets/${fresh.number}`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('ticket.splitTitle')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          split.mutate();
        }}
      >
        <TextInput
          label={t('ticket.newSubject')}
          required
          withAsterisk={false}
          data-autofocus
          value={subject}
          onChange={(e) => setSubject(e.currentTarget.value)}
        />
        <p className="mid" style={{ margin: '16px 0 0' }}>
          {t('ticket.splitHint')}
        </p>
        <Checkbox.Group value={ids} onChange={setIds}>
          <div className={classes.list}>
            {messages.toReversed().map((message) => (
              <div key={message.id} className={classes.option} style={{ justifyContent: 'center' }}>
                <Checkbox
                  value={message.id}
                  label={`${nameOf(message.from)} · ${shortTime(message.at, now, reader)}: ${message.text.slice(0, 100)}`}
                />
              </div>
            ))}
          </div>
        </Checkbox.Group>
        <Group justify="flex-end" mt={16} gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={ids.length === 0 || ids.length === messages.length} loading={split.isPending}>
            {t('ticket.splitInto', { count: ids.length })}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
