import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../api/channels.api';
import type { Inbox } from '../../api/channels.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { say } from '../feedback/notify';
import { TICKET_LISTS } from '../queue/ticket-list.queries';
import { useMe } from '../session/session';
import classes from './start-page.module.css';

/** A simulated customer writes through the real way in. */
export function SendTest({ inboxes, onSent }: { inboxes: Inbox[]; onSent: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: (id: string) =>
      channels.test(id, {
        name: t('start.testName'),
        subject: t('start.testSubject'),
        text: t('start.testText', { name: me.name }),
      }),
    onSuccess: () => {
      onSent();
      say(t('start.testSent'));
      // It takes the real way, so it arrives when it arrives; the socket tells, this only helps where it is down.
      setTimeout(() => void client.invalidateQueries({ queryKey: TICKET_LISTS }), 1500);
    },
  });
  if (inboxes.length === 0) return <p className={classes.small}>{t('start.testNeedsInbox')}</p>;
  return (
    <div className={classes.foot} style={{ marginTop: 0 }}>
      {inboxes.map((inbox) => (
        <Button
          key={inbox.id}
          variant="default"
          leftSection={<ChannelIcon channel={inbox.channel} size={16} />}
          loading={test.isPending && test.variables === inbox.id}
          onClick={() => test.mutate(inbox.id)}
        >
          {inboxes.filter((other) => other.channel === inbox.channel).length > 1
            ? inbox.name
            : t(`channels.${inbox.channel}`, { defaultValue: inbox.name })}
        </Button>
      ))}
    </div>
  );
}
