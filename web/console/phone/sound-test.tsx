import { Button, Select } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceState } from './device';
import { playTone, useMicrophone } from './microphone';
import classes from './phone.module.css';
import { chooseSound, chosenSound } from './sound-choice';

/** Whether one is heard, before anybody calls: the level of the microphone, and which one it is. */
export function SoundTest({ condition }: { condition: DeviceState }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(chosenSound);
  const { state, level, microphones, speakers } = useMicrophone(choice.microphone);
  const isBad = state === 'denied' || state === 'none' || state === 'insecure';
  return (
    <div className={classes.sound} data-testid="sound-test">
      <div
        className={classes.meter}
        role="meter"
        aria-label={t('phone.sound.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(level * 100)}
      >
        <span style={{ inlineSize: `${Math.round(level * 100)}%` }} data-heard={state === 'hearing' || undefined} />
      </div>
      <p className={classes.hint} role="status" data-bad={(isBad && condition !== 'simulated') || undefined}>
        {t(`phone.sound.state.${state}`)}
        {isBad && condition === 'simulated' && ` ${t('phone.sound.notNeeded')}`}
      </p>
      <DeviceChoice
        label={t('phone.sound.microphone')}
        devices={microphones}
        chosen={choice.microphone}
        onChoose={(microphone) => setChoice(chooseSound({ microphone }))}
      />
      <DeviceChoice
        label={t('phone.sound.speaker')}
        devices={speakers}
        chosen={choice.speaker}
        onChoose={(speaker) => setChoice(chooseSound({ speaker }))}
      />
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconVolume size={14} />}
          onClick={() => void playTone(choice.speaker)}
        >
          {t('phone.sound.play')}
        </Button>
      </div>
    </div>
  );
}

/** Nothing where the browser names none. */
function DeviceChoice({
  label,
  devices,
  chosen,
  onChoose,
}: {
  label: string;
  devices: readonly MediaDeviceInfo[];
  chosen: string;
  onChoose: (deviceId: string) => void;
}) {
  const { t } = useTranslation();
  if (devices.length === 0) return null;
  return (
    <Select
      size="xs"
      label={label}
      placeholder={t('phone.sound.usual')}
      clearable
      data={devices.map((device, at) => ({
        value: device.deviceId,
        label: device.label || t('phone.sound.unnamed', { number: at + 1 }),
      }))}
      value={devices.some(({ deviceId }) => deviceId === chosen) ? chosen : null}
      onChange={(deviceId) => onChoose(deviceId ?? '')}
    />
  );
}
