import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { equipment } from '../../api/equipment.api';
import type { Owner, WholeUnit } from '../../api/equipment.types';
import { FormDialog } from './dialog';
import classes from './equipment.module.css';
import { useKeep, useModels } from './equipment.queries';
import { CompanyPicker, ContractPicker, LocationPicker, SitePicker } from './pickers';
import { modelName } from './unit-words';

const OWNERS: Owner[] = ['ours', 'supplier', 'customer'];

interface Props {
  /** Null: one that is added. */
  unit: WholeUnit | null;
  onClose: () => void;
  onSaved?: (unit: WholeUnit) => unknown;
}

/** What is known of a unit; of a new one also where it is. */
export function UnitDialog({ unit, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  const keep = useKeep();
  const models = useModels();
  const [modelId, setModelId] = useState<string | null>(unit?.model.id ?? null);
  const [values, setValues] = useState({
    tag: unit?.tag ?? '',
    serial: unit?.serial ?? '',
    supplier: unit?.supplier ?? '',
    warrantyUntil: unit?.warrantyUntil ?? '',
    notes: unit?.notes ?? '',
  });
  const [owner, setOwner] = useState<Owner>(unit?.owner ?? 'ours');
  const [at, setAt] = useState<'location' | 'customer'>('location');
  const [locationId, setLocationId] = useState<string | null>(null);
  const [companyId, setCompanyId] = useState<string | null>(unit?.company?.id ?? null);
  const [siteId, setSiteId] = useState<string | null>(null);
  const [contractId, setContractId] = useState<string | null>(unit?.contractId ?? null);
  const text = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
  });
  const facts = {
    serial: values.serial.trim() || null,
    supplier: values.supplier.trim() || null,
    warrantyUntil: values.warrantyUntil || null,
    notes: values.notes.trim() || null,
    owner,
    ...(values.tag.trim() && { tag: values.tag.trim() }),
  };
  const place =
    at === 'location'
      ? { locationId, ...(owner === 'customer' && companyId && { companyId }) }
      : { ...(siteId ? { siteId } : { companyId }), ...(contractId && { contractId }) };
  const placed = at === 'location' ? locationId !== null : companyId !== null;
  return (
    <FormDialog
      title={unit ? `${t('common.edit')}: ${unit.tag}` : t('equipment.newUnit')}
      action={t('common.save')}
      ready={unit !== null || (modelId !== null && placed)}
      names={[
        'modelId',
        'tag',
        'serial',
        'supplier',
        'warrantyUntil',
        'notes',
        'companyId',
        'siteId',
        'contractId',
        'locationId',
      ]}
      save={() =>
        unit
          ? equipment.change(unit.id, {
              ...facts,
              version: unit.version,
              ...(contractId !== unit.contractId && { contractId }),
            })
          : equipment.create({ modelId, ...facts, ...place })
      }
      done={async (saved) => {
        await keep(saved);
        await onSaved?.(saved);
      }}
      onClose={onClose}
    >
      {(fields) => (
        <>
          {!unit && (
            <Select
              data-autofocus
              searchable
              required
              withAsterisk={false}
              label={t('equipment.model')}
              error={fields.modelId}
              data={(models.data ?? [])
                .filter((model) => model.active)
                .map((model) => ({ value: model.id, label: modelName(model) }))}
              nothingFoundMessage={t('equipment.nothingFound')}
              value={modelId}
              onChange={setModelId}
            />
          )}
          <div className={classes.pair}>
            <TextInput
              label={t('equipment.tag')}
              description={unit ? undefined : t('equipment.tagHint')}
              maxLength={40}
              error={fields.tag}
              {...text('tag')}
            />
            <TextInput
              label={t('equipment.serial')}
              description={unit ? undefined : t('equipment.serialHint')}
              maxLength={100}
              error={fields.serial}
              {...text('serial')}
            />
          </div>
          <div className={classes.pair}>
            <Select
              label={t('equipment.owner')}
              allowDeselect={false}
              data={OWNERS.map((value) => ({ value, label: t(`equipment.owners.${value}`) }))}
              value={owner}
              error={fields.owner}
              onChange={(value) => value && setOwner(value as Owner)}
            />
            <TextInput label={t('equipment.supplier')} maxLength={120} error={fields.supplier} {...text('supplier')} />
          </div>
          {!unit && (
            <SegmentedControl
              fullWidth
              aria-label={t('equipment.where')}
              value={at}
              onChange={(value) => setAt(value as 'location' | 'customer')}
              data={[
                { value: 'location', label: t('equipment.withUs') },
                { value: 'customer', label: t('equipment.atCustomer') },
              ]}
            />
          )}
          {!unit && at === 'location' && (
            <LocationPicker required value={locationId} onChange={setLocationId} error={fields.locationId} />
          )}
          {!unit && (at === 'customer' || owner === 'customer') && (
            <CompanyPicker
              required
              value={companyId}
              error={fields.companyId}
              onChange={(id) => {
                setCompanyId(id);
                setSiteId(null);
                setContractId(null);
              }}
            />
          )}
          {!unit && at === 'customer' && (
            <SitePicker company={companyId} value={siteId} onChange={setSiteId} error={fields.siteId} />
          )}
          {(unit ? unit.company !== null : at === 'customer') && (
            <ContractPicker company={companyId} value={contractId} onChange={setContractId} error={fields.contractId} />
          )}
          <TextInput
            type="date"
            label={t('equipment.warrantyUntil')}
            error={fields.warrantyUntil}
            {...text('warrantyUntil')}
          />
          <Textarea
            label={t('equipment.notes')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={5000}
            error={fields.notes}
            {...text('notes')}
          />
        </>
      )}
    </FormDialog>
  );
}
