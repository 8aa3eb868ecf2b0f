import { IconQrcode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { equipment } from '../../api/equipment.api';
import { EmptyState } from '../../ui/empty-state';

/** Where a scanned code leads after the sign-in. */
export function CodePage() {
  const { t } = useTranslation();
  const code = useParams().code ?? '';
  const unit = useQuery({ queryKey: ['equipment', 'code', code], queryFn: () => equipment.byCode(code), retry: false });
  if (unit.data) return <Navigate to={`/equipment/${unit.data.id}`} replace />;
  if (!unit.error) return null;
  return (
    <EmptyState icon={IconQrcode} title={t('equipment.unknownCode')}>
      {t('equipment.unknownCodeHint')}
    </EmptyState>
  );
}
