import { useTranslation } from 'react-i18next';
import type { BroadcastState } from '../../api/broadcasts.types';
import classes from './broadcasts.module.css';

export function StateBadge({ state }: { state: BroadcastState }) {
  const { t } = useTranslation();
  return (
    <span className={classes.badge} data-state={state}>
      {t(`broadcasts.states.${state}`)}
    </span>
  );
}
