import { useTranslation } from 'react-i18next';
import type { DeviceAlert, Measured, Severity, Threshold } from '../../api/telemetry.types';
import type { Tone } from '../../ui/tag-mark';
import { measured, metricName } from '../../ui/reading-words';
import { useReader } from '../time/reader';

export const TONES: Record<Severity, Tone> = { info: 'info', warning: 'warn', critical: 'bad' };

type Limited = Pick<Threshold, 'kind' | 'value' | 'forMinutes'>;

/** Numbers and limits of devices in words. */
export function useTelemetryWords() {
  const { t, i18n } = useTranslation();
  const reader = useReader();
  const name = (metric: Measured): string => metricName(metric, i18n.language);
  const number = (value: number, metric: Measured): string =>
    measured(value, metric, reader.language, (on) => t(on ? 'telemetry.on' : 'telemetry.off'));
  const limit = ({ kind, value, forMinutes }: Limited, metric: Measured | null): string => {
    const said = metric && value !== null ? number(value, metric) : '';
    const what = metric ? name(metric) : t('telemetry.theDevice');
    const words = t(`telemetry.limits.${kind}`, { what, value: said, count: forMinutes });
    return kind !== 'silent' && forMinutes > 0 ? `${words} ${t('telemetry.lasting', { count: forMinutes })}` : words;
  };
  const alert = ({ kind, limit: value, forMinutes, metric }: DeviceAlert): string =>
    limit({ kind, value, forMinutes: kind === 'silent' ? forMinutes : 0 }, metric);
  return { name, number, limit, alert };
}
