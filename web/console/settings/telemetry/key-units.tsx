import { ActionIcon, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { equipment } from '../../../api/equipment.api';
import type { DeviceKey } from '../../../api/telemetry.types';
import { FormDialog } from '../../equipment/dialog';
import { UnitPicker } from '../../equipment/pickers';
import classes from '../settings.module.css';

interface Props {
  title: string;
  unit: { id: string; tag: string } | null;
  save: (body: { name: string; unitIds: string[] }) => Promise<DeviceKey>;
  done: (key: DeviceKey) => void;
  onClose: () => void;
}

/** One device sends for itself; a gateway for several, which are named here one after the other. */
export function KeyUnits({ title, unit, save, done, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(unit?.tag ?? '');
  const [ids, setIds] = useState<string[]>(unit ? [unit.id] : []);
  return (
    <FormDialog
      title={title}
      action={t('telemetrySettings.make')}
      ready={name.trim() !== '' && ids.length > 0}
      save={() => save({ name, unitIds: ids })}
      done={done}
      onClose={onClose}
      names={['name', 'unitIds']}
    >
      {(fields) => (
        <>
          <TextInput
            label={t('telemetrySettings.name')}
            description={t('telemetrySettings.nameHint')}
            data-autofocus
            error={fields.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <UnitPicker
            key={ids.length}
            label={t('telemetrySettings.units')}
            error={fields.unitIds}
            value={null}
            among={{ family: 'iot' }}
            without={({ id }) => ids.includes(id)}
            onChange={(id) => id && setIds([...ids, id])}
          />
          {ids.length > 0 && (
            <ul className={classes.list}>
              {ids.map((id) => (
                <Chosen key={id} id={id} onRemove={() => setIds(ids.filter((one) => one !== id))} />
              ))}
            </ul>
          )}
        </>
      )}
    </FormDialog>
  );
}

function Chosen({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { t } = useTranslation();
  const unit = useQuery({ queryKey: ['equipment', 'one', id], queryFn: () => equipment.one(id) });
  const tag = unit.data?.tag ?? '…';
  return (
    <li className={classes.row}>
      <span className="grow cut">
        <b>{tag}</b> {unit.data && `${unit.data.model.maker} ${unit.data.model.name}`}
      </span>
      <ActionIcon size={24} aria-label={t('telemetrySettings.leaveOut', { tag })} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </li>
  );
}
