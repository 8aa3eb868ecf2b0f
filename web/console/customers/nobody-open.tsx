import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';

export function NobodyOpen() {
  const { t } = useTranslation();
  return (
    <main style={{ display: 'flex', background: 'var(--surface)' }} aria-label={t('shell.customers')}>
      <EmptyState icon={IconUsers} title={t('customers.pickOne')}>
        {t('customers.pickOneHint')}
      </EmptyState>
    </main>
  );
}
