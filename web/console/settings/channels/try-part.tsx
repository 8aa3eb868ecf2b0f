import { Button, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/client';
import { channels } from '../../../api/channels.api';
import type { Channel, Inbox } from '../../../api/channels.types';
import { say, wordsOf } from '../../feedback/notify';
import { Part } from '../parts';
import classes from '../settings.module.css';

/** A message by the real way: what comes of it stands in the queue, and below. */
export function TryPart({ inbox, channel }: { inbox: Inbox; channel: Channel }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [address, setAddress] = useState('');
  const [text, setText] = useState('');
  const test = useMutation({
    mutationFn: () => channels.test(inbox.id, { address: address.trim() || undefined, text: text.trim() || undefined }),
    onSuccess: async () => {
      say(t('start.testSent'));
      setText('');
      await client.invalidateQueries({ queryKey: ['intake'] });
    },
  });
  const fields = test.error instanceof ApiError ? test.error.fields : {};
  const reason = test.error && Object.keys(fields).length === 0 ? wordsOf(test.error) : null;
  return (
    <Part
      title={t('channelForm.tryIt')}
      intro={t(channel.hasAddress ? 'channelForm.tryHint' : 'channelForm.tryCustomerHint')}
    >
      <form
        className={classes.form}
        style={{ maxWidth: 'none' }}
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate();
        }}
      >
        <div className={classes.two} style={{ alignItems: 'start' }}>
          {channel.hasAddress && (
            <TextInput
              label={t('channelForm.tryAddress')}
              value={address}
              error={fields.address ?? fields.account}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={t('channelForm.tryText')}
            value={text}
            error={fields.text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        {reason && (
          <p role="alert" className="bad">
            {reason}
          </p>
        )}
        <div>
          <Button type="submit" variant="default" leftSection={<IconSend size={14} />} loading={test.isPending}>
            {t(channel.hasAddress ? 'start.sendTest' : 'channelForm.writeAsCustomer')}
          </Button>
        </div>
      </form>
    </Part>
  );
}
