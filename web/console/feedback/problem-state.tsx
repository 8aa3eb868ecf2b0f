import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { wordsOf } from './notify';

/** In place of what could not be loaded. */
export function ProblemState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const action = onRetry && (
    <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
      {t('common.tryAgain')}
    </Button>
  );
  return (
    <EmptyState icon={IconAlertTriangle} tone="bad" title={t('errors.couldNotLoad')} action={action}>
      {wordsOf(error)}
    </EmptyState>
  );
}
