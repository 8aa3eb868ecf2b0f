import { useTranslation } from 'react-i18next';
import type { Call } from '../../api/phone.api';
import { useNow } from '../time/reader';

/** Who it is: by name where they are known, else their number. */
export function useCaller(): (call: Pick<Call, 'contact' | 'number'>) => string {
  const { t } = useTranslation();
  return ({ contact, number }) => contact?.name || number || t('phone.withheld');
}

/** `4:12`, `1:02:09`. */
export function lasted(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export function useSince(at: string | null): string {
  const now = useNow(1000);
  return at ? lasted((now.getTime() - Date.parse(at)) / 1000) : '';
}
