import { Button, Switch } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { List, Part, Row } from '../settings/parts';
import { chime } from './chime';
import { allowance, askToShow, showOutside } from './desktop';
import { chooseRing, useRingChoice } from './ring-choice';

/** How this browser makes itself heard. Each switch holds at once. */
export function RingChoices() {
  const { t } = useTranslation();
  const { sound, desktop, arrivals } = useRingChoice();
  const [allowed, setAllowed] = useState(allowance);
  const outside = async (wanted: boolean) => {
    const answer = wanted && allowed === 'default' ? await askToShow() : allowed;
    setAllowed(answer);
    chooseRing({ desktop: wanted && answer === 'granted' });
  };
  const tryIt = () => {
    if (sound) void chime();
    if (desktop && allowed === 'granted')
      showOutside({ title: t('notifications.ring.try'), body: t('notifications.ring.tryBody'), tag: 'try' }, () => {});
  };
  return (
    <Part title={t('notifications.ring.title')} intro={t('notifications.ring.intro')}>
      <List>
        <Row title={t('notifications.ring.sound')} detail={t('notifications.ring.soundHint')}>
          <Switch
            aria-label={t('notifications.ring.sound')}
            checked={sound}
            onChange={(event) => chooseRing({ sound: event.currentTarget.checked })}
          />
        </Row>
        <Row title={t('notifications.ring.desktop')} detail={t(`notifications.ring.allowed.${allowed}`)}>
          <Switch
            aria-label={t('notifications.ring.desktop')}
            disabled={allowed === 'denied' || allowed === 'none'}
            checked={desktop && allowed === 'granted'}
            onChange={(event) => void outside(event.currentTarget.checked)}
          />
        </Row>
        <Row title={t('notifications.ring.arrivals')} detail={t('notifications.ring.arrivalsHint')}>
          <Switch
            aria-label={t('notifications.ring.arrivals')}
            checked={arrivals}
            onChange={(event) => chooseRing({ arrivals: event.currentTarget.checked })}
          />
        </Row>
      </List>
      <Button
        variant="default"
        mt={12}
        leftSection={<IconBellRinging size={16} stroke={1.6} />}
        disabled={!sound && !(desktop && allowed === 'granted')}
        onClick={tryIt}
      >
        {t('notifications.ring.try')}
      </Button>
    </Part>
  );
}
