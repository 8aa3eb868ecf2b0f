import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import { newId } from '../../api/ids';
import { say } from '../feedback/notify';

/** A note while talking, or after it. It stands on the ticket like any other. */
export function CallNote({
  ticketId,
  label,
  done,
  onSaved,
}: {
  ticketId: string | undefined;
  label: string;
  /** The one button, also where nothing was written. */
  done?: string;
  onSaved?: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [clientId, setClientId] = useState(newId);
  const save = useMutation({
    mutationFn: async () => {
      if (text.trim() && ticketId) await tickets.say(ticketId, { kind: 'note', text: text.trim(), clientId });
    },
    onSuccess: () => {
      if (text.trim()) say(t('phone.noteKept'));
      setText('');
      setClientId(newId());
      onSaved?.();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Textarea
        aria-label={label}
        placeholder={label}
        autosize
        minRows={2}
        maxRows={6}
        value={text}
        disabled={!ticketId}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {(done !== undefined || text.trim() !== '') && (
        <Button type="submit" mt={8} fullWidth variant={done ? 'filled' : 'default'} loading={save.isPending}>
          {done ?? t('phone.keepNote')}
        </Button>
      )}
    </form>
  );
}
