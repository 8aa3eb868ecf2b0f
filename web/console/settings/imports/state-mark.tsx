import { useTranslation } from 'react-i18next';
import type { Import } from '../../../api/imports.types';
import classes from './imports.module.css';
import { isMoving } from './imports.queries';

export function StateMark({ one }: { one: Import }) {
  const { t } = useTranslation();
  const tone = isMoving(one) ? 'move' : one.state === 'done' ? 'ok' : one.state === 'failed' ? 'bad' : undefined;
  return (
    <span className={classes.badge} data-tone={tone}>
      {t(`imports.states.${one.state}`)}
    </span>
  );
}
