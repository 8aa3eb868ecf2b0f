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
  const named = (devices: MediaDeviceInfo[]) =>
    devices.map(({ deviceId, label }, at) => ({
      value: deviceId,
      label: label || t('phone.sound.unnamed', { number: at + 1 }),
    }));
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
      {microphones.length > 0 && (
        <Select
          size="xs"
          label={t('phone.sound.microphone')}
          placeholder={t('phone.sound.usual')}
          clearable
          data={named(microphones)}
          value={microphones.some(({ deviceId }) => deviceId === choice.microphone) ? choice.microphone : null}
          onChange={(microphone) => setChoice(chooseSound({ microphone: microphone ?? '' }))}
        />
      )}
      {speakers.length > 0 && (
        <Select
          size="xs"
          label={t('phone.sound.speaker')}
          placeholder={t('phone.sound.usual')}
          clearable
          data={named(speakers)}
          value={speakers.some(({ deviceId }) => deviceId === choice.speaker) ? choice.speaker : null}
          onChange={(speaker) => setChoice(chooseSound({ speaker: speaker ?? '' }))}
        />
      )}
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
