import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phone } from '../../api/phone.api';
import classes from './phone.module.css';

/** To whom, and whether one talks with them first. */
export function TransferPart({ onGive }: { onGive: (to: { userId?: string; phone?: string; warm: boolean }) => void }) {
  const { t } = useTranslation();
  const [how, setHow] = useState<'warm' | 'cold'>('warm');
  const [wanted, setWanted] = useState('');
  const colleagues = useQuery({ queryKey: ['phone', 'colleagues'], queryFn: phone.colleagues });
  const isNumber = /^\+?[\d\s().-]{7,}$/.test(wanted);
  const shown = (colleagues.data ?? []).filter(({ name }) =>
    name.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()),
  );
  const warm = how === 'warm';
  return (
    <div className={classes.transfer}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('phone.transfer')}
        value={how}
        onChange={(value) => setHow(value as 'warm' | 'cold')}
        data={[
          { value: 'warm', label: t('phone.warm') },
          { value: 'cold', label: t('phone.cold') },
        ]}
      />
      <TextInput
        aria-label={t('phone.toWhom')}
        placeholder={t('phone.toWhom')}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <div className={classes.rows}>
        {isNumber ? (
          <Button variant="default" onClick={() => onGive({ phone: wanted, warm })}>
            {t('phone.callNumber', { number: wanted })}
          </Button>
        ) : colleagues.isPending ? (
          <Skeleton h={28} />
        ) : (
          shown.slice(0, 8).map(({ id, name, state }) => (
            <button key={id} type="button" className={classes.person} onClick={() => onGive({ userId: id, warm })}>
              <span className={classes.dot} data-state={state} aria-hidden="true" />
              <span className="cut grow">{name}</span>
              <span className="dim">{t(`phone.colleague.${state}`)}</span>
            </button>
          ))
        )}
      </div>
    </div>
  );
}
