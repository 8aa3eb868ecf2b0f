import { ActionIcon, Skeleton } from '@mantine/core';
import { IconAccessPointOff, IconChevronLeft, IconMapPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { customers } from '../../api/customers.api';
import { telemetry } from '../../api/telemetry.api';
import type { SiteUnit } from '../../api/telemetry.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { Sparkline } from '../../ui/line-chart';
import { TagMark, type Tone } from '../../ui/tag-mark';
import equipmentClasses from '../equipment/equipment.module.css';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { AlertRow } from './alert-row';
import { TONES, useTelemetryWords } from './telemetry-words';
import { TELEMETRY, useAlerts } from './telemetry.queries';
import classes from './telemetry.module.css';

/** All devices of a place: what each measured last, how its day went, and what is wrong. */
export function SitePage() {
  const id = useParams().id ?? '';
  return useCan()('telemetry:read') ? <Site id={id} key={id} /> : <NotFound />;
}

function Site({ id }: { id: string }) {
  const { t } = useTranslation();
  const site = useQuery({ queryKey: ['sites', 'one', id], queryFn: () => customers.site(id) });
  const units = useQuery({
    queryKey: [...TELEMETRY, 'site', id],
    queryFn: () => telemetry.site(id),
    refetchInterval: 30_000,
  });
  const alerts = useAlerts({ site: id, state: 'active' }, 20);
  const rows = alerts.data?.pages[0]?.items ?? [];
  const error = site.error ?? units.error;
  return (
    <main className={equipmentClasses.scroll}>
      <div className={equipmentClasses.body}>
        <header className={equipmentClasses.title}>
          <ActionIcon
            component={Link}
            to={site.data ? `/customers/companies/${site.data.companyId}` : '/customers'}
            aria-label={t('telemetry.backToCompany')}
          >
            <IconChevronLeft size={20} stroke={1.6} />
          </ActionIcon>
          <span className={equipmentClasses.shape}>
            <IconMapPin size={22} stroke={1.6} aria-hidden />
          </span>
          <div className="grow">
            <h1>{site.data?.name ?? t('telemetry.place')}</h1>
            <p className="cut">{site.data?.address}</p>
          </div>
        </header>
        {error && <ProblemState error={error} onRetry={() => void Promise.all([site.refetch(), units.refetch()])} />}
        {units.isPending && !error && (
          <Late>
            <Skeleton h={200} radius="lg" />
          </Late>
        )}
        {rows.length > 0 && (
          <ul
            className={`${classes.card} ${classes.alerts}`}
            aria-label={t('telemetry.alerts')}
            style={{ marginBottom: 16 }}
          >
            {rows.map((alert) => (
              <AlertRow key={alert.id} alert={alert} named />
            ))}
          </ul>
        )}
        {units.data?.length === 0 && (
          <EmptyState icon={IconAccessPointOff} title={t('telemetry.noDevices')}>
            {t('telemetry.noDevicesHint')}
          </EmptyState>
        )}
        {units.data && units.data.length > 0 && (
          <ul className={classes.grid} aria-label={t('telemetry.devices')}>
            {units.data.map((unit) => (
              <Device key={unit.id} unit={unit} />
            ))}
          </ul>
        )}
      </div>
    </main>
  );
}

const CONDITIONS: Record<SiteUnit['condition'], Tone> = { fine: 'ok', alert: 'warn', muted: 'plain', unheard: 'plain' };

function Device({ unit }: { unit: SiteUnit }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const words = useTelemetryWords();
  const tone = unit.condition === 'alert' && unit.severity ? TONES[unit.severity] : CONDITIONS[unit.condition];
  return (
    <li className={classes.device}>
      <header>
        <Link to={`/equipment/${unit.id}`} className="link">
          {unit.tag}
        </Link>
        <span className="grow" />
        <TagMark tone={tone}>{t(`telemetry.conditions.${unit.condition}`)}</TagMark>
      </header>
      <p className="mid cut">{unit.name}</p>
      <dl>
        {unit.metrics.map((metric) => (
          <div key={metric.key}>
            <dt className="cut">{words.name(metric)}</dt>
            <dd>
              <Sparkline values={metric.hours} />
              <b>{metric.lastValue === null ? '–' : words.number(metric.lastValue, metric)}</b>
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.foot} title={unit.seenAt ? fullTime(unit.seenAt, reader) : undefined}>
        {unit.seenAt ? t('telemetry.lastHeard', { when: shortTime(unit.seenAt, now, reader) }) : t('telemetry.never')}
      </p>
    </li>
  );
}
