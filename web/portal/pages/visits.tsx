import { IconTruck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { Lines, Problem } from '../parts/states';
import { VisitCard } from '../parts/visit-card';
import { portal } from '../portal.api';

export function Visits() {
  const { t } = useTranslation();
  return (
    <>
      <div className="hello">
        <h1>{t('visits')}</h1>
      </div>
      <List when="ahead" />
      <h2 className="between">{t('pastVisits')}</h2>
      <List when="past" />
    </>
  );
}

function List({ when }: { when: 'ahead' | 'past' }) {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['visits', when], queryFn: () => portal.visits({ when, limit: 20 }) });
  if (list.error) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Lines count={2} />;
  if (list.data.items.length === 0) {
    return when === 'ahead' ? (
      <section className="card">
        <EmptyState icon={IconTruck} title={t('noVisit')}>
          {t('noVisitHint')}
        </EmptyState>
      </section>
    ) : (
      <p className="mid">{t('noPastVisit')}</p>
    );
  }
  return (
    <div className="cards">
      {list.data.items.map((visit) => (
        <section className="card" key={visit.id} aria-label={visit.ref}>
          <VisitCard visit={visit} />
        </section>
      ))}
    </div>
  );
}
