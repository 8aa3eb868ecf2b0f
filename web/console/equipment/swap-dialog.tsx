import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { equipment } from '../../api/equipment.api';
import type { WholeUnit } from '../../api/equipment.types';
import { say } from '../feedback/notify';
import { FormDialog } from './dialog';
import { useKeep } from './equipment.queries';
import { LocationPicker, UnitPicker } from './pickers';
import { RefusalWords } from './refusal-words';
import { modelName, placeWords } from './unit-words';

/** Old out, new in, in one step. */
export function SwapDialog({ unit, onClose }: { unit: WholeUnit; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const navigate = useNavigate();
  const [inId, setInId] = useState<string | null>(null);
  const [locationId, setLocationId] = useState<string | null>(null);
  const [outAs, setOutAs] = useState<'return' | 'repair'>('repair');
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={`${t('equipment.swap')}: ${unit.tag}`}
      action={t('equipment.swap')}
      ready={inId !== null && locationId !== null}
      names={['inId', 'locationId']}
      save={() =>
        equipment.swap({
          outId: unit.id,
          inId: inId!,
          locationId: locationId!,
          outAs,
          ...(reason.trim() && { reason: reason.trim() }),
        })
      }
      done={async (fresh) => {
        await keep(fresh);
        say(t('equipment.swapped', { out: unit.tag, in: fresh.tag }));
        await navigate(`/equipment/${fresh.id}`);
      }}
      onClose={onClose}
      explain={(error) => <RefusalWords error={error} />}
    >
      {(fields) => (
        <>
          <p className="mid">{[modelName(unit.model), placeWords(unit)].join(' · ')}</p>
          <UnitPicker
            autoFocus
            required
            label={t('equipment.swapIn')}
            without={(one) => one.id === unit.id || !['in_stock', 'reserved', 'in_transit'].includes(one.state)}
            value={inId}
            onChange={setInId}
            error={fields.inId}
          />
          <div>
            <SegmentedControl
              fullWidth
              aria-label={t('equipment.swapOut')}
              value={outAs}
              onChange={(value) => setOutAs(value as 'return' | 'repair')}
              data={[
                { value: 'repair', label: t('equipment.outToRepair') },
                { value: 'return', label: t('equipment.outToStock') },
              ]}
            />
          </div>
          <LocationPicker
            required
            label={t('equipment.swapOut')}
            value={locationId}
            onChange={setLocationId}
            error={fields.locationId}
          />
          <Textarea
            label={t('equipment.reason')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
