import { IconCloudOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnected } from '../live/live';
import classes from './frame.module.css';

/** Says that what stands here may be old. A blink of the network is not worth a word. */
export function ConnectionNote() {
  const { t } = useTranslation();
  const connected = useConnected();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (connected) return;
    const timer = setTimeout(() => setLate(true), 4000);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [connected]);
  return (
    <div className={classes.live} role="status" aria-live="polite">
      {late && (
        <div className={classes.note}>
          <IconCloudOff size={14} aria-hidden="true" />
          {t('shell.reconnecting')}
        </div>
      )}
    </div>
  );
}
