import { NumberInput, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '../../api/equipment.types';
import { telemetry } from '../../api/telemetry.api';
import {
  SEVERITIES,
  THRESHOLD_KINDS,
  type Metric,
  type Threshold,
  type ThresholdKind,
} from '../../api/telemetry.types';
import { FormDialog } from '../equipment/dialog';
import { CompanyPicker, UnitPicker } from '../equipment/pickers';
import { useTelemetryWords } from './telemetry-words';
import { useAsk } from './telemetry.queries';
import classes from './telemetry.module.css';

const NAMES = [
  'metricId',
  'value',
  'forMinutes',
  'clearMinutes',
  'windowMinutes',
  'hysteresis',
  'companyId',
  'equipmentId',
];
const ANY = 'any';

interface Props {
  model: Model;
  metrics: readonly Metric[];
  threshold: Threshold | null;
  onClose: () => void;
}

/** When a number is somebody's business, and whose. */
export function ThresholdDialog({ model, metrics, threshold, onClose }: Props) {
  const { t } = useTranslation();
  const words = useTelemetryWords();
  const ask = useAsk();
  const [kind, setKind] = useState<ThresholdKind>(threshold?.kind ?? 'above');
  const [metricId, setMetricId] = useState(String(threshold?.metricId ?? metrics[0]?.id ?? ANY));
  const [only, setOnly] = useState<'model' | 'company' | 'unit'>('model');
  const [companyId, setCompanyId] = useState<string | null>(null);
  const [equipmentId, setEquipmentId] = useState<string | null>(null);
  const [given, setGiven] = useState({
    value: threshold?.value ?? null,
    hysteresis: threshold?.hysteresis ?? 0,
    forMinutes: threshold?.forMinutes ?? 5,
    clearMinutes: threshold?.clearMinutes ?? 5,
    windowMinutes: threshold?.windowMinutes ?? 60,
    severity: threshold?.severity ?? 'warning',
    opensTicket: threshold?.opensTicket ?? true,
    active: threshold?.active ?? true,
  });
  const set = (change: Partial<typeof given>) => setGiven({ ...given, ...change });
  const metric = metrics.find(({ id }) => String(id) === metricId);
  const isSilence = kind === 'silent';
  const choices = [
    ...(isSilence ? [{ value: ANY, label: t('telemetry.theWholeDevice') }] : []),
    ...metrics.map((one) => ({ value: String(one.id), label: words.name(one) })),
  ];
  const number = (name: 'value' | 'hysteresis', label: string, error?: string, hint?: string) => (
    <NumberInput
      label={label}
      description={hint}
      error={error}
      suffix={metric?.unit ? ` ${metric.unit}${kind === 'rate' ? '/h' : ''}` : undefined}
      allowNegative={name === 'value'}
      value={given[name] ?? ''}
      onChange={(value) => set({ [name]: typeof value === 'number' ? value : name === 'value' ? null : 0 })}
    />
  );
  const minutes = (name: 'forMinutes' | 'clearMinutes' | 'windowMinutes', label: string, error?: string) => (
    <NumberInput
      label={label}
      error={error}
      suffix=" min"
      allowDecimal={false}
      allowNegative={false}
      value={given[name]}
      onChange={(value) => set({ [name]: typeof value === 'number' ? value : 0 })}
    />
  );
  const save = () => {
    const terms = { ...given, value: isSilence ? null : given.value };
    if (threshold) return telemetry.changeThreshold(threshold.id, { ...terms, version: threshold.version });
    return telemetry.createThreshold({
      ...terms,
      kind,
      modelId: model.id,
      metricId: metricId === ANY ? null : Number(metricId),
      ...(only === 'company' && { companyId }),
      ...(only === 'unit' && { equipmentId }),
    });
  };
  return (
    <FormDialog
      title={threshold ? words.limit(threshold, metric ?? null) : t('telemetry.newThreshold')}
      action={t('common.save')}
      ready={(isSilence || given.value !== null) && (isSilence || metric !== undefined)}
      save={save}
      done={ask}
      onClose={onClose}
      names={NAMES}
    >
      {(fields) => (
        <>
          {!threshold && (
            <div className={classes.pair}>
              <Select
                label={t('telemetry.thresholdKind')}
                data={THRESHOLD_KINDS.map((value) => ({ value, label: t(`telemetry.kinds.${value}`) }))}
                value={kind}
                allowDeselect={false}
                onChange={(value) => {
                  setKind(value as ThresholdKind);
                  setMetricId(value === 'silent' ? ANY : String(metrics[0]?.id ?? ANY));
                }}
              />
              <Select
                label={t('telemetry.metric')}
                error={fields.metricId}
                data={choices}
                value={metricId}
                allowDeselect={false}
                onChange={(value) => setMetricId(value ?? ANY)}
              />
            </div>
          )}
          {!isSilence && (
            <div className={classes.pair}>
              {number('value', t(kind === 'rate' ? 'telemetry.changeInAnHour' : 'telemetry.limit'), fields.value)}
              {number('hysteresis', t('telemetry.hysteresis'), fields.hysteresis)}
            </div>
          )}
          <div className={classes.pair}>
            {minutes('forMinutes', t(isSilence ? 'telemetry.silentFor' : 'telemetry.forAtLeast'), fields.forMinutes)}
            {!isSilence && minutes('clearMinutes', t('telemetry.calmFor'), fields.clearMinutes)}
            {kind === 'rate' && minutes('windowMinutes', t('telemetry.window'), fields.windowMinutes)}
          </div>
          <Select
            label={t('telemetry.severity')}
            data={SEVERITIES.map((value) => ({ value, label: t(`telemetry.severities.${value}`) }))}
            value={given.severity}
            allowDeselect={false}
            onChange={(value) => set({ severity: (value ?? 'warning') as Threshold['severity'] })}
          />
          {!threshold && (
            <Select
              label={t('telemetry.forWhom')}
              description={t('telemetry.forWhomHint')}
              data={(['model', 'company', 'unit'] as const).map((value) => ({
                value,
                label: t(`telemetry.forWhoms.${value}`),
              }))}
              value={only}
              allowDeselect={false}
              onChange={(value) => setOnly((value ?? 'model') as typeof only)}
            />
          )}
          {only === 'company' && (
            <CompanyPicker value={companyId} onChange={setCompanyId} error={fields.companyId} required />
          )}
          {only === 'unit' && (
            <UnitPicker
              label={t('telemetry.device')}
              among={{ model: model.id }}
              value={equipmentId}
              onChange={(id) => setEquipmentId(id)}
              error={fields.equipmentId}
            />
          )}
          <Switch
            label={t('telemetry.opensTicket')}
            checked={given.opensTicket}
            onChange={(event) => set({ opensTicket: event.currentTarget.checked })}
          />
          <Switch
            label={t('telemetry.isActive')}
            description={t('telemetry.isActiveHint')}
            checked={given.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
        </>
      )}
    </FormDialog>
  );
}
