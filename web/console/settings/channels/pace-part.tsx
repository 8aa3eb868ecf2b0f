import { Button, Group, NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../api/channels.api';
import type { Budget, Channel, Inbox } from '../../../api/channels.types';
import { say, sayProblem } from '../../feedback/notify';
import { Part } from '../parts';
import classes from '../settings.module.css';

interface Props {
  inbox: Inbox;
  channel: Channel;
  onSaved: (inbox: Inbox) => unknown;
}

/** How fast the line sends: what its kind does, unless the provider gave this one another limit. */
export function PacePart({ inbox, channel, onSaved }: Props) {
  const { t } = useTranslation();
  const usual = channel.abilities.budget;
  const [perSecond, setPerSecond] = useState<number | null>(inbox.budget?.perSecond ?? null);
  const [burst, setBurst] = useState<number | null>(inbox.budget?.burst ?? null);
  const save = useMutation({
    mutationFn: (budget: Budget | null) => channels.changeInbox(inbox.id, { version: inbox.version, budget }),
    onSuccess: async (saved) => {
      await onSaved(saved);
      say(t('common.saved'));
    },
    onError: sayProblem,
  });
  const rate = perSecond ?? usual?.perSecond;
  const wanted =
    rate === undefined ? null : { perSecond: rate, burst: burst ?? usual?.burst ?? Math.max(1, Math.round(rate)) };
  return (
    <Part
      title={t('channelForm.pace')}
      intro={
        usual
          ? t('channelForm.paceHint', { perSecond: usual.perSecond, burst: usual.burst })
          : t('channelForm.paceHintNone')
      }
    >
      <div className={classes.two}>
        <NumberInput
          label={t('channelForm.perSecond')}
          placeholder={usual ? String(usual.perSecond) : t('channelForm.noLimit')}
          min={0.01}
          max={1000}
          decimalScale={2}
          allowNegative={false}
          value={perSecond ?? ''}
          onChange={(value) => setPerSecond(typeof value === 'number' ? value : null)}
        />
        <NumberInput
          label={t('channelForm.burst')}
          placeholder={usual ? String(usual.burst) : t('channelForm.noLimit')}
          min={1}
          max={10_000}
          allowDecimal={false}
          allowNegative={false}
          value={burst ?? ''}
          onChange={(value) => setBurst(typeof value === 'number' ? value : null)}
        />
      </div>
      <Group gap={8} mt={12}>
        <Button
          variant="default"
          loading={save.isPending}
          disabled={perSecond === null && burst === null}
          onClick={() => save.mutate(wanted)}
        >
          {t('common.save')}
        </Button>
        {inbox.budget && (
          <Button variant="subtle" color="gray" onClick={() => save.mutate(null)}>
            {t('channelForm.usualPace')}
          </Button>
        )}
      </Group>
    </Part>
  );
}
