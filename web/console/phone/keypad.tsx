import { useTranslation } from 'react-i18next';
import classes from './phone.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export function Keypad({ onPress }: { onPress: (key: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.keypad} role="group" aria-label={t('phone.keys')}>
      {KEYS.map((key) => (
        <button key={key} type="button" onClick={() => onPress(key)}>
          {key}
        </button>
      ))}
    </div>
  );
}
