import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconBox, IconCheck, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { reportOf } from '../model/report.rules';
import { Lines, Problem } from '../parts/states';
import { portal } from '../portal.api';

export function Equipment() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const site = params.get('site') ?? '';
  const [q, setQ] = useState('');
  const [words] = useDebouncedValue(q, 250);
  const sites = useQuery({ queryKey: ['equipment', 'by-site'], queryFn: portal.equipmentBySite });
  const list = useInfiniteQuery({
    queryKey: ['equipment', site, words],
    queryFn: ({ pageParam }) =>
      portal.equipment({ site: site || undefined, q: words || undefined, limit: 50, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const units = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const places = (sites.data?.items ?? []).flatMap((one) => (one.site ? [{ ...one.site, count: one.count }] : []));
  return (
    <>
      <div className="hello">
        <h1>{t('equipment')}</h1>
      </div>
      <div className="filters">
        <NativeSelect
          aria-label={t('whichSites')}
          value={site}
          onChange={(event) => setParams(event.currentTarget.value ? { site: event.currentTarget.value } : {})}
          data={[
            { value: '', label: t('allSites') },
            ...places.map(({ id, name, count }) => ({ value: id, label: `${name} (${count})` })),
          ]}
        />
        <TextInput
          className="grow"
          type="search"
          aria-label={t('findUnit')}
          placeholder={t('findUnit')}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      </div>
      <section className="card list" aria-label={t('equipment')}>
        {list.error ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <Lines count={5} />
        ) : units.length === 0 ? (
          <EmptyState icon={IconBox} title={t(words ? 'nothingFound' : 'noEquipment')} />
        ) : (
          units.map((unit) => (
            <div className="li" key={unit.id}>
              <div className="cut">
                <div className="a cut">
                  <Link to={`/equipment/${unit.id}`}>{unit.name}</Link>
                </div>
                <div className="b whole">
                  {[unit.tag, unit.serial && t('serial', { serial: unit.serial }), unit.site?.name]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
              <span className={unit.state === 'installed' ? 'st mid' : 'st warn'}>
                {unit.state === 'installed' ? (
                  <IconCheck size={14} stroke={1.75} aria-hidden />
                ) : (
                  <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
                )}
                {t(`unitState.${unit.state}`)}
              </span>
              <Button
                component={Link}
                variant="default"
                size="xs"
                aria-label={t('reportProblemOf', { name: unit.tag })}
                to={reportOf(unit)}
              >
                {t('reportProblem')}
              </Button>
            </div>
          ))
        )}
      </section>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('moreOfIt')}
        </Button>
      )}
    </>
  );
}
