import { Button } from '@mantine/core';
import { IconHandGrab, IconMessageCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { KeyCap } from '../../ui/key-cap';
import { useCan } from '../session/session';
import { useTakeNext } from './take';

export function NothingOpen() {
  const { t } = useTranslation();
  const takeNext = useTakeNext();
  const action = useCan()('tickets:assign') && (
    <Button
      variant="default"
      leftSection={<IconHandGrab size={14} stroke={1.75} />}
      loading={takeNext.isPending}
      onClick={() => takeNext.mutate()}
    >
      {t('take.next')}
    </Button>
  );
  return (
    <main style={{ display: 'flex', background: 'var(--surface)' }} aria-label={t('ticket.ticket')}>
      <EmptyState icon={IconMessageCircle} title={t('queue.pickOne')} action={action}>
        <span
          style={{ display: 'inline-flex', gap: 4, alignItems: 'center', flexWrap: 'wrap', justifyContent: 'center' }}
        >
          {t('queue.pickOneHint')} <KeyCap>j</KeyCap> <KeyCap>k</KeyCap> <KeyCap>o</KeyCap>
        </span>
      </EmptyState>
    </main>
  );
}
