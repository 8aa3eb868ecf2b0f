import { IconMessageCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { KeyCap } from '../../ui/key-cap';

export function NothingOpen() {
  const { t } = useTranslation();
  return (
    <main style={{ display: 'flex', background: 'var(--surface)' }} aria-label={t('ticket.ticket')}>
      <EmptyState icon={IconMessageCircle} title={t('queue.pickOne')}>
        <span
          style={{ display: 'inline-flex', gap: 4, alignItems: 'center', flexWrap: 'wrap', justifyContent: 'center' }}
        >
          {t('queue.pickOneHint')} <KeyCap>j</KeyCap> <KeyCap>k</KeyCap> <KeyCap>o</KeyCap>
        </span>
      </EmptyState>
    </main>
  );
}
