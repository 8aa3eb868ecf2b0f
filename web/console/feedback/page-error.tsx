import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { EmptyState } from '../../ui/empty-state';

/** A page that broke, or code of an older build that is no longer served: loading again mends the second. */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return missing ? (
    <NotFound />
  ) : (
    <EmptyState
      icon={IconMapOff}
      tone="bad"
      title={t('errors.pageBroke')}
      action={<Button onClick={() => location.reload()}>{t('common.loadAgain')}</Button>}
    >
      {t('errors.pageBrokeHint')}
    </EmptyState>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconMapOff}
      title={t('errors.noSuchPage')}
      action={
        <Button component={Link} to="/queue" variant="default">
          {t('common.toQueue')}
        </Button>
      }
    >
      {t('errors.noSuchPageHint')}
    </EmptyState>
  );
}
