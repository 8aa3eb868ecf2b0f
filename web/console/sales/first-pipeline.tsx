import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import { EditDialog } from '../settings/edit-dialog';
import { useSalesChange } from './sales.queries';

/** Four stages that fit most firms, in the words of whoever makes it; the settings change them. */
export function FirstPipeline({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const make = useSalesChange((body: Record<string, unknown>) => sales.createPipeline(body), true);
  const stage = (key: string, probability: number, more: object = {}) => ({
    name: t(`sales.shippedStages.${key}`),
    probability,
    rottingDays: 14,
    ...more,
  });
  return (
    <EditDialog
      title={t('sales.makePipeline')}
      fields={[
        { name: 'name', label: t('common.name'), kind: 'text', required: true },
        { name: 'currency', label: t('sales.currency'), hint: t('sales.currencyHint'), kind: 'text', required: true },
      ]}
      initial={{ name: t('sales.shippedPipeline'), currency: 'BRL' }}
      save={({ name, currency }) =>
        make.mutateAsync({
          name,
          currency: String(currency).trim().toUpperCase(),
          renewalDays: 60,
          stages: [
            stage('first', 10),
            stage('visit', 30, { required: ['contactId'] }),
            stage('proposal', 50, { required: ['contactId', 'valueMinor', 'expectedClose'] }),
            stage('negotiation', 80, { required: ['companyId', 'contactId', 'valueMinor', 'expectedClose'] }),
          ],
        })
      }
      onClose={onClose}
    />
  );
}
