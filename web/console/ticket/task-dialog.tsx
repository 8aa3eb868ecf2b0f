import { Button, Group, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { say } from '../feedback/notify';
import { useTeams, useUsers } from '../queue/lookups.queries';
import { TICKET } from './ticket.queries';

/** A piece of this ticket's work for somebody: a ticket of its own that hangs on this one. */
export function TaskDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const users = useUsers();
  const teams = useTeams();
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const [assigneeId, setAssigneeId] = useState<string | null>(null);
  const [teamId, setTeamId] = useState<string | null>(ticket.team?.id ?? null);
  const make = useMutation({
    mutationFn: () => tickets.makeTask(ticket.id, { subject, text: text.trim() || undefined, assigneeId, teamId }),
    onSuccess: async (task) => {
      onClose();
      say(t('task.done', { number: task.number }));
      await client.invalidateQueries({ queryKey: TICKET });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const choices = (list: { id: string; name: string }[] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Modal opened onClose={onClose} title={t('task.title', { number: ticket.number })}>
      <form onSubmit={submit}>
        <TextInput
          label={t('task.subject')}
          required
          withAsterisk={false}
          maxLength={300}
          data-autofocus
          value={subject}
          onChange={(e) => setSubject(e.currentTarget.value)}
        />
        <Textarea
          mt={12}
          label={t('task.text')}
          autosize
          minRows={3}
          maxRows={10}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <Group grow mt={12} gap={8} align="flex-start">
          <Select
            label={t('ticket.team')}
            data={choices(teams.data)}
            value={teamId}
            onChange={setTeamId}
            clearable
            searchable
          />
          <Select
            label={t('ticket.assignee')}
            data={choices(users.data)}
            value={assigneeId}
            onChange={setAssigneeId}
            clearable
            searchable
          />
        </Group>
        <Group justify="flex-end" mt={16} gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t('task.make')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
