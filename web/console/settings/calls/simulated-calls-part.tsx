import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phone } from '../../../api/phone.api';
import { Part } from '../parts';
import settings from '../settings.module.css';
import classes from './flow.module.css';

const EVERY_MS = 3_000;

/** Somebody calls, presses keys and hangs up: every state of the phone without an account, and without a voice. */
export function SimulatedCallsPart({ inboxId }: { inboxId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ['simulated-calls', inboxId];
  const [from, setFrom] = useState('+5511955550187');
  const [keys, setKeys] = useState('');
  const [says, setSays] = useState(0);
  const [mode, setMode] = useState('calm');
  const calls = useQuery({ queryKey: key, queryFn: () => phone.simulatedCalls(inboxId), refetchInterval: EVERY_MS });
  const again = () => client.invalidateQueries({ queryKey: key });
  const place = useMutation({
    mutationFn: () => phone.simulate(inboxId, { from, keys, says, mode }),
    onSettled: again,
  });
  const hangUp = useMutation({ mutationFn: (sid: string) => phone.simulatedHangUp(inboxId, sid), onSettled: again });
  return (
    <Part title={t('simulatedCalls.title')} intro={t('simulatedCalls.intro')}>
      <form
        className={settings.form}
        style={{ maxWidth: 'none' }}
        onSubmit={(event) => {
          event.preventDefault();
          place.mutate();
        }}
      >
        <div className={classes.four}>
          <TextInput label={t('simulatedCalls.from')} value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
          <TextInput
            label={t('simulatedCalls.keys')}
            value={keys}
            onChange={(e) => setKeys(e.currentTarget.value.replace(/[^0-9*#w]/g, ''))}
          />
          <NumberInput
            label={t('simulatedCalls.says')}
            min={0}
            max={90}
            value={says}
            onChange={(value) => setSays(Number(value) || 0)}
          />
          <Select
            label={t('simulatedCalls.network')}
            allowDeselect={false}
            data={['calm', 'repeat', 'storm', 'away'].map((value) => ({
              value,
              label: t(`simulatedCalls.modes.${value}`),
            }))}
            value={mode}
            onChange={(value) => setMode(value ?? 'calm')}
          />
        </div>
        <div>
          <Button type="submit" variant="default" leftSection={<IconPhone size={14} />} loading={place.isPending}>
            {t('simulatedCalls.place')}
          </Button>
        </div>
      </form>
      <ul className={classes.calls}>
        {(calls.data ?? []).slice(0, 5).map((call) => (
          <li key={call.sid}>
            <div className={classes.callHead}>
              <b>{call.from}</b>
              <span className="dim grow">{t(`simulatedCalls.states.${call.state}`)}</span>
              {call.state !== 'over' && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconPhoneOff size={14} />}
                  onClick={() => hangUp.mutate(call.sid)}
                >
                  {t('simulatedCalls.hangUp')}
                </Button>
              )}
            </div>
            <p className={classes.heard}>{call.heard.join(' · ')}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
