import { Button, NativeSelect, SegmentedControl, Skeleton } from '@mantine/core';
import { IconActivityHeartbeat } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SEVERITIES } from '../../api/telemetry.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { EquipmentTabs } from '../equipment/tabs';
import equipmentClasses from '../equipment/equipment.module.css';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { AlertRow } from './alert-row';
import { useAlerts } from './telemetry.queries';
import classes from './telemetry.module.css';

const STATES = ['active', 'open', 'acknowledged', 'cleared'] as const;

/** What devices complain about. */
export function AlertsPage() {
  return useCan()('telemetry:read') ? <Alerts /> : <NotFound />;
}

function Alerts() {
  const { t } = useTranslation();
  const [state, setState] = useState<string>('active');
  const [severity, setSeverity] = useState('');
  const list = useAlerts({ state, severity: severity || undefined });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <main className={equipmentClasses.scroll}>
      <div className={equipmentClasses.body}>
        <header className={equipmentClasses.head}>
          <h1 className="grow">{t('equipment.title')}</h1>
        </header>
        <EquipmentTabs />
        <div className={classes.filters}>
          <SegmentedControl
            size="xs"
            aria-label={t('telemetry.state')}
            value={state}
            onChange={setState}
            data={STATES.map((value) => ({ value, label: t(`telemetry.states.${value}`) }))}
          />
          <NativeSelect
            aria-label={t('telemetry.severity')}
            value={severity}
            onChange={(event) => setSeverity(event.currentTarget.value)}
            data={[
              { value: '', label: t('telemetry.anySeverity') },
              ...SEVERITIES.map((value) => ({ value, label: t(`telemetry.severities.${value}`) })),
            ]}
          />
        </div>
        {list.error && !list.data && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && (
          <Late>
            <Skeleton h={200} radius="lg" />
          </Late>
        )}
        {list.data && rows.length === 0 && (
          <EmptyState icon={IconActivityHeartbeat} title={t('telemetry.noAlerts')}>
            {t('telemetry.noAlertsHint')}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className={`${classes.card} ${classes.alerts}`} aria-label={t('telemetry.alerts')}>
            {rows.map((alert) => (
              <AlertRow key={alert.id} alert={alert} named />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </div>
    </main>
  );
}
