import type { TFunction } from 'i18next';

/** The examples with which an installation begins. One that still has its name is called as in the reader's language. */
const SHIPPED: Record<string, string> = {
  'Security desk, day and night': 'security',
  'Urgent, on site within four hours': 'onSite',
  'Rental support, next business day': 'rental',
};

export function policyName(name: string, t: TFunction): string {
  const key = SHIPPED[name];
  return key ? t(`policies.shipped.${key}`) : name;
}
