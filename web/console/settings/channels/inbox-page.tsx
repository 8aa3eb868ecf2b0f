import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconKey, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ApiError } from '../../../api/client';
import { channels } from '../../../api/channels.api';
import type { Channel, Inbox } from '../../../api/channels.types';
import { say } from '../../feedback/notify';
import { useDeleteLater } from '../../feedback/delete-later';
import { INBOXES, useChannels, useTeams } from '../../queue/lookups.queries';
import { BackLink } from '../form-page';
import { Answer, Body, Part } from '../parts';
import classes from '../settings.module.css';
import { FlowPart } from '../calls/flow-part';
import { SimulatedCallsPart } from '../calls/simulated-calls-part';
import { ApiPart } from './api-part';
import { CheckSteps } from './check-steps';
import { GuidePart } from './guide-part';
import { InboxState } from './inbox-state';
import { LastEvents } from './last-events';
import { PacePart } from './pace-part';
import { PlayPart } from './play-part';
import { changesOf } from './schema.rules';
import { SchemaForm } from './schema-form';
import { TemplatesPart } from './templates-part';
import { TryPart } from './try-part';
import { WebhooksPart } from './webhooks-part';
import { WidgetPart } from './widget-part';

export function InboxPage() {
  const id = useParams().id ?? '';
  const kinds = useChannels();
  const inbox = useQuery({ queryKey: [...INBOXES, id], queryFn: () => channels.inbox(id) });
  return (
    <Answer of={inbox}>
      {(data) => {
        const channel = kinds.data?.find((c) => c.kind === data.channel);
        return channel ? <InboxForm key={`${data.id}-${data.version}`} inbox={data} channel={channel} /> : null;
      }}
    </Answer>
  );
}

function InboxForm({ inbox, channel }: { inbox: Inbox; channel: Channel }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const teams = useTeams();
  const { deleteLater } = useDeleteLater(INBOXES);
  const [name, setName] = useState(inbox.name);
  const [address, setAddress] = useState(inbox.address ?? '');
  const [teamId, setTeamId] = useState(inbox.teamId ?? null);
  const [settings, setSettings] = useState(inbox.settings);
  const kept = (saved: Inbox) => {
    client.setQueryData([...INBOXES, inbox.id], saved);
    return client.invalidateQueries({ queryKey: INBOXES });
  };
  const save = useMutation({
    mutationFn: () =>
      channels.changeInbox(inbox.id, {
        version: inbox.version,
        name,
        ...(channel.hasAddress && address.trim() !== (inbox.address ?? '') && { address }),
        teamId,
        settings: changesOf(inbox.settings, settings),
      }),
    onSuccess: async (saved) => {
      await kept(saved);
      say(t('common.saved'));
    },
  });
  const pause = useMutation({
    mutationFn: () =>
      channels.changeInbox(inbox.id, { version: inbox.version, state: inbox.state === 'paused' ? 'active' : 'paused' }),
    onSuccess: kept,
  });
  const check = useMutation({ mutationFn: () => channels.check(inbox.id) });
  const renew = useMutation({
    mutationFn: () => channels.renewSecret(inbox.id),
    onSuccess: async () => {
      say(t('channelForm.renewed'));
      await client.invalidateQueries({ queryKey: INBOXES });
    },
  });
  const acts =
    useQuery({ queryKey: [...INBOXES, inbox.id, 'acts', inbox.version], queryFn: () => channels.acts(inbox.id) })
      .data ?? [];
  const checked = check.data ?? inbox.lastCheck;
  const errors = save.error instanceof ApiError ? save.error.fields : {};
  return (
    <Body title={inbox.name} intro={<BackLink section="channels" />} actions={<InboxState state={inbox.state} />}>
      {inbox.problem && (
        <p role="alert" className="bad" style={{ marginBottom: 16 }}>
          {inbox.problem}
        </p>
      )}
      <Part title={t('channelForm.liveCheck')} intro={t('channelForm.checkHint')}>
        {checked && <CheckSteps result={checked} />}
        <Group gap={8} mt={checked ? 12 : 0}>
          <Button
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={check.isPending}
            onClick={() => check.mutate()}
          >
            {t(checked ? 'start.checkAgain' : 'channelForm.checkNow')}
          </Button>
          {channel.canRenew && settings.simulated !== true && (
            <Button
              variant="default"
              leftSection={<IconKey size={14} />}
              loading={renew.isPending}
              onClick={() => renew.mutate()}
            >
              {t('channelForm.renewSecret')}
            </Button>
          )}
        </Group>
      </Part>
      {inbox.publicKey && inbox.channel === 'chat' && <WidgetPart publicKey={inbox.publicKey} />}
      {inbox.channel === 'api' && <ApiPart inbox={inbox} />}
      <GuidePart kind={inbox.channel} provider={settings.provider} />
      <Part title={t('channelForm.settings')}>
        <form
          className={classes.form}
          style={{ maxWidth: 'none', gap: 24 }}
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <div className={classes.two}>
            <TextInput
              label={t('common.name')}
              required
              withAsterisk={false}
              value={name}
              error={errors.name}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            {channel.hasAddress && (
              <TextInput
                label={t(inbox.channel === 'email' ? 'start.address' : 'channelForm.number')}
                required={Boolean(inbox.address)}
                withAsterisk={false}
                value={address}
                error={errors.address}
                onChange={(e) => setAddress(e.currentTarget.value)}
              />
            )}
            <Select
              label={t('channelForm.team')}
              placeholder={t('ticket.noTeam')}
              clearable
              data={(teams.data ?? []).map((team) => ({ value: team.id, label: team.name }))}
              value={teamId}
              onChange={setTeamId}
            />
          </div>
          <SchemaForm
            kind={inbox.channel}
            schema={channel.settings}
            values={settings}
            secretsSet={inbox.secretsSet ?? []}
            errors={errors}
            onChange={(key, value) => setSettings({ ...settings, [key]: value })}
          />
          <Group gap={8}>
            <Button type="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
            <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
              {t(inbox.state === 'paused' ? 'channelForm.resume' : 'channelForm.pause')}
            </Button>
            <span className="grow" />
            <Button
              variant="subtle"
              color="red"
              onClick={() => {
                deleteLater(inbox.id, t('settings.deleted', { name: inbox.name }), () =>
                  channels.deleteInbox(inbox.id),
                );
                void navigate('/settings/channels');
              }}
            >
              {t('common.delete')}
            </Button>
          </Group>
        </form>
      </Part>
      {channel.abilities.delivery === 'send' && !channel.abilities.calls && (
        <PacePart inbox={inbox} channel={channel} onSaved={kept} />
      )}
      {channel.abilities.calls && <FlowPart inboxId={inbox.id} />}
      {channel.hasTemplates && <TemplatesPart inboxId={inbox.id} />}
      <WebhooksPart inbox={inbox} />
      {channel.abilities.calls && inbox.settings.account === 'simulated' && <SimulatedCallsPart inboxId={inbox.id} />}
      {acts.length > 0 ? (
        <PlayPart inboxId={inbox.id} acts={acts} byNumber={channel.hasAddress === true} />
      ) : (
        channel.canTest && !channel.abilities.calls && <TryPart inbox={inbox} channel={channel} />
      )}
      <LastEvents inboxId={inbox.id} />
    </Body>
  );
}
