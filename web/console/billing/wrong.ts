import i18next from 'i18next';
import { ApiError } from '../../api/client';
import { minor } from './money.rules';

/** Said at the field, as if the server had said it. */
export const wrong = (path: string, message: string): ApiError =>
  new ApiError({ status: 422, code: 'invalid', errors: [{ path, message }] });

/** An amount that was typed, in minor units. */
export function amountOf(value: unknown, currency: string, path = 'amount'): number {
  const amount = minor(typeof value === 'string' ? value : '', currency);
  if (amount === null) throw wrong(path, i18next.t('billing.notAnAmount'));
  return amount;
}
