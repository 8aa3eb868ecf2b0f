import { Button } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { reportOf } from '../model/report.rules';
import { Lines, Problem } from '../parts/states';
import { portal } from '../portal.api';

/** Whoever scans the code on a device of theirs wants to tell us about it. */
export function Scanned() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const unit = useQuery({
    queryKey: ['equipment', 'code', code],
    queryFn: async () => (await portal.equipment({ code, limit: 1 })).items[0] ?? null,
  });
  if (unit.data) return <Navigate replace to={reportOf(unit.data)} />;
  return (
    <>
      <div className="hello">
        <h1>{t('equipment')}</h1>
      </div>
      <section className="card pad">
        {unit.error ? (
          <Problem error={unit.error} onRetry={() => void unit.refetch()} />
        ) : unit.isPending ? (
          <Lines count={2} />
        ) : (
          <EmptyState icon={IconBox} title={t('unknownCode')}>
            <Button component={Link} to="/tickets/new">
              {t('newTicket')}
            </Button>
          </EmptyState>
        )}
      </section>
    </>
  );
}
