import { Button, Checkbox, Group, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../api/ids';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { say } from '../feedback/notify';
import { TICKET } from './ticket.queries';

const THREAD = ['all', 'newest', 'none'] as const;

/** A question to somebody outside. It leaves as a mail of its own; the answer comes back to this ticket. */
export function ForwardDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const [thread, setThread] = useState<(typeof THREAD)[number]>('all');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  // One action, one message, however often a poor line lets it be sent.
  const clientId = useRef(newId());
  const page = useQuery({ queryKey: [...TICKET, 'files', ticket.id], queryFn: () => tickets.messages(ticket.id) });
  const files = (page.data?.items ?? [])
    .filter((message) => message.kind === 'message')
    .flatMap((message) => message.attachments.filter((file) => !file.inline));
  const forward = useMutation({
    mutationFn: () =>
      tickets.forward(ticket.id, {
        to: to.trim(),
        text,
        thread,
        files: files.map((file) => file.id).filter((id) => !left.has(id)),
        clientId: clientId.current,
      }),
    onSuccess: async () => {
      onClose();
      say(t('forward.done', { to: to.trim() }));
      await client.invalidateQueries({ queryKey: TICKET });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    forward.mutate();
  };
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <Modal opened onClose={onClose} title={t('forward.title', { number: ticket.number })}>
      <form onSubmit={submit}>
        <p className="mid" style={{ margin: '0 0 12px' }}>
          {t('forward.intro')}
        </p>
        <TextInput
          label={t('forward.to')}
          type="email"
          required
          withAsterisk={false}
          data-autofocus
          autoComplete="off"
          value={to}
          onChange={(e) => setTo(e.currentTarget.value)}
        />
        <Textarea
          mt={12}
          label={t('forward.text')}
          required
          withAsterisk={false}
          autosize
          minRows={4}
          maxRows={12}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <div style={{ marginTop: 12, marginBottom: 4, fontSize: 'var(--text-sm)', fontWeight: 500 }}>
          {t('forward.thread')}
        </div>
        <SegmentedControl
          fullWidth
          aria-label={t('forward.thread')}
          value={thread}
          onChange={(value) => setThread(value as (typeof THREAD)[number])}
          data={THREAD.map((value) => ({ value, label: t(`forward.threads.${value}`) }))}
        />
        {files.map((file) => (
          <Checkbox
            key={file.id}
            mt={8}
            label={file.name}
            checked={!left.has(file.id)}
            onChange={() => toggle(file.id)}
          />
        ))}
        <Group justify="flex-end" mt={16} gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={forward.isPending}>
            {t('forward.send')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
