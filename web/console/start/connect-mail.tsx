import { Button, NumberInput, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../api/client';
import { channels } from '../../api/channels.api';
import type { Inbox } from '../../api/channels.types';
import { wordsOf } from '../feedback/notify';
import { INBOXES } from '../queue/lookups.queries';
import { CheckSteps } from '../settings/channels/check-steps';
import { useReader } from '../time/reader';
import { clockTime } from '../time/time';
import classes from './start-page.module.css';

/** The first mail inbox: the built-in receiver needs an address only, an existing mailbox its server too. */
export function ConnectMail({ inbox }: { inbox: Inbox | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const [way, setWay] = useState('smtp');
  const [address, setAddress] = useState('');
  const [name, setName] = useState('');
  const [imap, setImap] = useState({ host: '', port: 993, user: '', password: '' });
  const check = useMutation({
    mutationFn: (id: string) => channels.check(id),
  });
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      channels.createInbox({
        channel: 'email',
        name: name || address,
        address,
        settings: {
          ...(name && { fromName: name }),
          ...(way === 'imap' && {
            imapHost: imap.host,
            imapPort: imap.port,
            imapUser: imap.user || address,
            imapPassword: imap.password,
          }),
        },
      }),
    onSuccess: async (made) => {
      check.mutate(made.id);
      await client.invalidateQueries({ queryKey: INBOXES });
    },
  });
  const refused = save.error instanceof ApiError ? save.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const recheck = inbox && (
    <Button
      variant="default"
      leftSection={<IconRefresh size={14} />}
      loading={check.isPending}
      onClick={() => check.mutate(inbox.id)}
    >
      {t(check.data ? 'start.checkAgain' : 'channelForm.checkNow')}
    </Button>
  );
  if (inbox) {
    return (
      <>
        <p style={{ marginBottom: 12 }}>
          <b style={{ color: 'var(--ink)' }}>{inbox.address}</b> · {inbox.name}
        </p>
        {check.data && <CheckSteps result={check.data} />}
        <div className={classes.foot}>
          {recheck}
          <Button variant="subtle" component={Link} to={`/settings/channels/${inbox.id}`}>
            {t('shell.settings')}
          </Button>
          {check.data && (
            <span className="dim" style={{ marginLeft: 'auto', fontSize: 'var(--text-sm)' }}>
              {t('start.checkedAt', { at: clockTime(check.data.at, reader) })}
            </span>
          )}
        </div>
      </>
    );
  }
  return (
    <form onSubmit={submit}>
      <SegmentedControl
        aria-label={t('start.howMail')}
        value={way}
        onChange={setWay}
        data={[
          { value: 'smtp', label: t('start.builtIn') },
          { value: 'imap', label: t('start.imap') },
        ]}
      />
      <div className={classes.two}>
        <TextInput
          label={t('start.address')}
          type="email"
          required
          withAsterisk={false}
          value={address}
          error={refused.address}
          onChange={(e) => setAddress(e.currentTarget.value)}
        />
        <TextInput
          label={t('start.senderName')}
          value={name}
          error={refused.name ?? refused['settings.fromName']}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {way === 'imap' && (
          <>
            <TextInput
              label={t('start.imapHost')}
              required
              withAsterisk={false}
              value={imap.host}
              error={refused['settings.imapHost']}
              onChange={(e) => setImap({ ...imap, host: e.currentTarget.value })}
            />
            <NumberInput
              label={t('start.imapPort')}
              hideControls
              min={1}
              max={65535}
              value={imap.port}
              onChange={(port) => setImap({ ...imap, port: Number(port) || 993 })}
            />
            <TextInput
              label={t('start.imapUser')}
              placeholder={address}
              autoComplete="off"
              value={imap.user}
              onChange={(e) => setImap({ ...imap, user: e.currentTarget.value })}
            />
            <PasswordInput
              label={t('session.password')}
              autoComplete="new-password"
              value={imap.password}
              onChange={(e) => setImap({ ...imap, password: e.currentTarget.value })}
            />
          </>
        )}
      </div>
      {save.error && Object.keys(refused).length === 0 && (
        <p role="alert" className="bad" style={{ marginTop: 8 }}>
          {wordsOf(save.error)}
        </p>
      )}
      <div className={classes.foot}>
        <Button type="submit" loading={save.isPending}>
          {t('start.saveInbox')}
        </Button>
      </div>
    </form>
  );
}
