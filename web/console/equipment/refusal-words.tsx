import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApiError } from '../../api/client';
import type { Substitute } from '../../api/equipment.types';
import { useReader } from '../time/reader';
import { dayWordsOf } from './day-words';
import classes from './equipment.module.css';
import { modelName } from './unit-words';

interface Promised {
  from: string;
  until: string;
  company: { name: string } | null;
}

/** Why the answer was no, with what helps: who has it when, and what else is free. */
export function RefusalWords({ error }: { error: ApiError }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { reservation, substitutes, tag, state } = error.problem as {
    reservation?: Promised;
    substitutes?: Substitute[];
    tag?: string;
    state?: string;
  };
  if (error.code === 'equipment_reserved' && reservation) {
    const days = { from: dayWordsOf(reservation.from, reader), until: dayWordsOf(reservation.until, reader), tag };
    return reservation.company
      ? t('equipment.reservedFor', { ...days, company: reservation.company.name })
      : t('equipment.reservedThen', days);
  }
  if (error.code === 'equipment_state' && state) {
    return t('equipment.wrongState', { tag, state: t(`equipment.states.${state}`) });
  }
  if (error.code !== 'none_free') return null;
  return (
    <>
      <p>{t('equipment.noneFree')}</p>
      {substitutes && substitutes.length > 0 && (
        <>
          <p>{t('equipment.insteadOf')}</p>
          <ul className={classes.substitutes}>
            {substitutes.map(({ model, free }) => (
              <li key={model.id}>
                <Link className="link" to={`/equipment?model=${model.id}&state=in_stock`}>
                  {modelName(model)}
                </Link>{' '}
                {t('equipment.nFree', { count: free })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
