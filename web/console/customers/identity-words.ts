import { useTranslation } from 'react-i18next';
import type { Identity } from '../../api/customers.types';
import { shownAs } from './identity.rules';

/** Words for one way to reach somebody: what stands for it, or the name of its line. */
export function useIdentityWords(): (identity: Identity) => string {
  const { t } = useTranslation();
  return (identity) => {
    const shown = shownAs(identity);
    return typeof shown === 'string' ? shown : t(`channels.${shown.on}`, { defaultValue: shown.on });
  };
}
