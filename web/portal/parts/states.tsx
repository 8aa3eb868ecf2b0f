import { Button, Skeleton } from '@mantine/core';
import { IconCloudOff, IconMapOff, IconMoodPuzzled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../api/client';
import { EmptyState } from '../../ui/empty-state';

/** What went wrong, in the reader's words where we have them. */
export function useProblemWords(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) return t('errors.error');
    const key = `errors.${error.code}`;
    if (i18n.exists(key)) return t(key);
    return t(error.status === 404 ? 'errors.not_found' : error.status === 422 ? 'errors.invalid' : 'errors.error');
  };
}

export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const isOffline = error instanceof ApiError && error.status === 0;
  return (
    <EmptyState
      icon={isOffline ? IconCloudOff : IconMoodPuzzled}
      tone="bad"
      title={words(error)}
      action={
        onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('again')}
          </Button>
        )
      }
    />
  );
}

/** An address at which the portal has no page. */
export function Nowhere() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconMapOff}
      title={t('noPage')}
      action={
        <Button variant="default" component={Link} to="/">
          {t('toHome')}
        </Button>
      }
    >
      {t('noPageHint')}
    </EmptyState>
  );
}

export function Waiting({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  if (error) return <Problem error={error} onRetry={onRetry} />;
  return (
    <div className="wrap waiting" aria-busy="true" aria-label={t('loading')}>
      <Skeleton height={28} width="40%" />
      <Skeleton height={160} />
      <Skeleton height={96} />
    </div>
  );
}

/** Lines of a card that is still on its way. */
export function Lines({ count = 3 }: { count?: number }) {
  return (
    <div className="lines" aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <Skeleton key={at} height={36} />
      ))}
    </div>
  );
}
