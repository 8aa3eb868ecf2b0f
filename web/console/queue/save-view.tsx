import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { tickets } from '../../api/tickets.api';
import { useCan } from '../session/session';
import { useQueuePlace } from './queue-location';
import { useTicketQuery } from './ticket-list.queries';
import { VIEWS } from './views.queries';

/** Keeps the list that is shown as a view of one's own, or for everybody. */
export function SaveView({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const place = useQueuePlace();
  const asked = useTicketQuery(place);
  const client = useQueryClient();
  const navigate = useNavigate();
  const can = useCan();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const { status, priority, assignee, team, company, contact, channel, tag, sort } = asked;
      const filter = {
        status: status?.split(','),
        priority: priority?.split(','),
        assignee,
        team,
        company,
        contact,
        channel,
        tag,
      };
      return tickets.createView({ name, shared, sort, filter });
    },
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: VIEWS });
      onClose();
      await navigate(`/queue?view=${view.id}`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('queue.saveView')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t('common.name')}
          required
          withAsterisk={false}
          data-autofocus
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {can('views:share') && (
          <Checkbox
            mt={16}
            label={t('queue.shareView')}
            checked={shared}
            onChange={(e) => setShared(e.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end" mt={24} gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
