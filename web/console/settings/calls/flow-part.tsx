import { Button, Group, Menu, Select } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Flow, Language, StoredFlow } from '../../../api/call-flow.types';
import { ApiError } from '../../../api/client';
import { phone } from '../../../api/phone.api';
import { say, wordsOf } from '../../feedback/notify';
import { Answer, Part } from '../parts';
import { FlowFaults } from './flow-faults';
import classes from './flow.module.css';
import { cleaned } from './flow.rules';
import { StepList } from './step-list';

/** What callers hear, as a tree of steps: no canvas, and nothing that the keyboard cannot reach. */
export function FlowPart({ inboxId }: { inboxId: string }) {
  const { t } = useTranslation();
  const stored = useQuery({ queryKey: ['call-flow', inboxId], queryFn: () => phone.flow(inboxId) });
  return (
    <Part title={t('callFlow.title')} intro={t('callFlow.intro')}>
      <Answer of={stored}>
        {(data) => <FlowForm key={`${inboxId}-${data.version}`} inboxId={inboxId} stored={data} />}
      </Answer>
    </Part>
  );
}

function FlowForm({ inboxId, stored }: { inboxId: string; stored: StoredFlow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [flow, setFlow] = useState<Flow>(stored.flow);
  const templates = useQuery({ queryKey: ['call-flow-templates'], queryFn: phone.flowTemplates });
  const save = useMutation({
    // Faults are named below, by their steps.
    meta: { quiet: true },
    mutationFn: () => phone.changeFlow(inboxId, { flow: cleaned(flow), version: stored.version }),
    onSuccess: (saved) => {
      client.setQueryData(['call-flow', inboxId], saved);
      say(t('common.saved'));
    },
  });
  const faults = save.error instanceof ApiError ? save.error.fields : {};
  const isSame = JSON.stringify(flow) === JSON.stringify(stored.flow);
  return (
    <form
      className={classes.flow}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Group gap={8} align="end">
        <Select
          label={t('callFlow.language')}
          allowDeselect={false}
          data={[
            { value: 'pt', label: t('channelValues.pt') },
            { value: 'en', label: t('channelValues.en') },
          ]}
          value={flow.language}
          onChange={(language) => setFlow({ ...flow, language: language as Language })}
        />
        <Menu>
          <Menu.Target>
            <Button variant="default" leftSection={<IconTemplate size={16} />}>
              {t('callFlow.template')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(templates.data ?? []).map(({ name, flow: begun }) => (
              <Menu.Item key={name} onClick={() => setFlow({ ...begun, language: flow.language })}>
                {t(`callFlow.templates.${name}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <StepList steps={flow.steps} path="steps" faults={faults} onChange={(steps) => setFlow({ ...flow, steps })} />
      <p className={classes.where}>
        <Link to="/settings/extensions">{t('callFlow.whereExtensions')}</Link>
      </p>
      {save.error && (
        <div role="alert">
          <p className="bad">
            {Object.keys(faults).length > 0
              ? t('callFlow.faults', { count: Object.keys(faults).length })
              : wordsOf(save.error)}
          </p>
          <FlowFaults flow={flow} faults={faults} />
        </div>
      )}
      <Group gap={8}>
        <Button type="submit" loading={save.isPending} disabled={isSame}>
          {t('callFlow.save')}
        </Button>
        {!isSame && (
          <Button variant="default" onClick={() => setFlow(stored.flow)}>
            {t('callFlow.discard')}
          </Button>
        )}
      </Group>
    </form>
  );
}
