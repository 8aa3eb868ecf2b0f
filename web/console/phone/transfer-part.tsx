import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phone, type Colleague } from '../../api/phone.api';
import classes from './phone.module.css';

/** To whom, and whether one talks with them first. */
export function TransferPart({
  onGive,
}: {
  onGive: (to: { userId?: string; extensionId?: string; phone?: string; warm: boolean }) => void;
}) {
  const { t } = useTranslation();
  const [how, setHow] = useState<'warm' | 'cold'>('warm');
  const [wanted, setWanted] = useState('');
  const colleagues = useQuery({ queryKey: ['phone', 'colleagues'], queryFn: phone.colleagues });
  const isNumber = /^\+?[\d\s().-]{7,}$/.test(wanted);
  const shown = (colleagues.data ?? []).filter(
    ({ name, number, kind }) =>
      `${name} ${number ?? ''}`.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()) &&
      // Nobody is held for a group: it is given the call at once.
      !(how === 'warm' && kind === 'group'),
  );
  const warm = how === 'warm';
  const give = ({ id, kind }: Colleague) =>
    onGive({ ...(kind === 'person' ? { userId: id } : { extensionId: id }), warm });
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
          shown.slice(0, 8).map((one) => (
            <button key={one.id} type="button" className={classes.person} onClick={() => give(one)}>
              <span className={classes.dot} data-state={one.state} aria-hidden="true" />
              <span className="cut grow">
                {one.name} {one.number && <span className="dim">{one.number}</span>}
              </span>
              <span className="dim">
                {t(one.kind === 'person' ? `phone.colleague.${one.state}` : `phone.extension.${one.kind}`)}
              </span>
            </button>
          ))
        )}
      </div>
    </div>
  );
}
