import { Button } from '@mantine/core';
import { IconBellOff, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WholeUnit } from '../../api/equipment.types';
import { telemetry } from '../../api/telemetry.api';
import type { LastReading, UnitReadings as Told } from '../../api/telemetry.types';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { AlertRow } from './alert-row';
import { ReadingChart } from './reading-chart';
import { useTelemetryWords } from './telemetry-words';
import { useAlerts, useAsk, useMetrics, useTelemetryChange, useThresholds, useUnitReadings } from './telemetry.queries';
import classes from './telemetry.module.css';

/** What a device measures, beside what it is and where it stands. */
export function UnitReadings({ unit }: { unit: WholeUnit }) {
  const mayRead = useCan()('telemetry:read');
  const told = useUnitReadings(unit.id, mayRead);
  if (!told.data || (told.data.metrics.length === 0 && unit.model.family !== 'iot')) return null;
  return <Shown unit={unit} told={told.data} />;
}

function Shown({ unit, told }: { unit: WholeUnit; told: Told }) {
  const { t } = useTranslation();
  const can = useCan();
  const [key, setKey] = useState<string | null>(null);
  const [muting, setMuting] = useState(false);
  const ask = useAsk();
  const unmute = useTelemetryChange(() => telemetry.unmute(unit.id));
  const thresholds = useThresholds({ unit: unit.id });
  const metrics = useMetrics(unit.model.id);
  const alerts = useAlerts({ unit: unit.id }, 5);
  const keyOf = new Map((metrics.data ?? []).map((one) => [one.id, one.key]));
  const limits = (thresholds.data ?? []).map((one) => ({
    ...one,
    metricKey: one.metricId === null ? null : (keyOf.get(one.metricId) ?? null),
  }));
  const chosen = told.metrics.find((one) => one.key === key) ?? told.metrics.find(({ lastAt }) => lastAt !== null);
  const rows = alerts.data?.pages[0]?.items ?? [];
  return (
    <section aria-label={t('telemetry.readings')}>
      <div className={classes.head}>
        <h2>{t('telemetry.readings')}</h2>
        <span className="grow" />
        {can('telemetry:manage') && (
          <Button component={Link} to={`/equipment/models/${unit.model.id}`} size="xs" variant="subtle">
            {t('telemetry.metricsAndLimits')}
          </Button>
        )}
        {can('telemetry:work') && told.metrics.length > 0 && !told.mute && (
          <Button size="xs" variant="default" leftSection={<IconBellOff size={14} />} onClick={() => setMuting(true)}>
            {t('telemetry.mute')}
          </Button>
        )}
      </div>
      {told.mute && (
        <p className={classes.muted}>
          <IconBellOff size={16} stroke={1.6} aria-hidden />
          <MuteWords mute={told.mute} />
          {can('telemetry:work') && (
            <Button
              size="xs"
              variant="subtle"
              loading={unmute.isPending}
              onClick={() => unmute.mutate(undefined, { onError: sayProblem })}
            >
              {t('telemetry.unmute')}
            </Button>
          )}
        </p>
      )}
      <div className={classes.card}>
        {told.metrics.length > 0 && (
          <div className={classes.tiles} role="group" aria-label={t('telemetry.metrics')}>
            {told.metrics.map((metric) => (
              <Tile key={metric.key} metric={metric} chosen={metric === chosen} onChoose={() => setKey(metric.key)} />
            ))}
          </div>
        )}
        {chosen && <ReadingChart key={chosen.key} unitId={unit.id} metric={chosen} thresholds={limits} />}
        {!chosen && (
          <p className={classes.quiet}>
            {t(
              told.metrics.length === 0
                ? 'telemetry.noMetrics'
                : told.keys === 0
                  ? 'telemetry.noKey'
                  : 'telemetry.unheard',
            )}
            {can('telemetry:manage') && told.metrics.length > 0 && told.keys === 0 && (
              <Button
                component={Link}
                to={`/settings/telemetry?unit=${unit.id}`}
                size="xs"
                variant="default"
                mt={8}
                leftSection={<IconKey size={14} />}
              >
                {t('telemetry.newKey')}
              </Button>
            )}
          </p>
        )}
        {rows.length > 0 && (
          <ul className={classes.alerts} aria-label={t('telemetry.alerts')}>
            {rows.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
      </div>
      {muting && (
        <EditDialog
          title={t('telemetry.muteUnit', { tag: unit.tag })}
          saveLabel={t('telemetry.mute')}
          fields={[
            { name: 'until', label: t('telemetry.until'), hint: t('telemetry.untilHint'), kind: 'datetime' },
            { name: 'reason', label: t('telemetry.reason'), kind: 'text' },
          ]}
          initial={{}}
          save={async ({ until, reason }) => {
            const end = typeof until === 'string' && until ? new Date(until).toISOString() : null;
            await telemetry.mute(unit.id, { until: end, reason: reason || null });
            await ask();
          }}
          onClose={() => setMuting(false)}
        />
      )}
    </section>
  );
}

function Tile({ metric, chosen, onChoose }: { metric: LastReading; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const words = useTelemetryWords();
  return (
    <button
      type="button"
      className={classes.tile}
      aria-pressed={chosen}
      disabled={metric.lastAt === null}
      onClick={onChoose}
    >
      <span className="cut">{words.name(metric)}</span>
      <b className="cut">{metric.lastValue === null ? '–' : words.number(metric.lastValue, metric)}</b>
      <span className="cut" title={metric.lastAt ? fullTime(metric.lastAt, reader) : undefined}>
        {metric.lastAt ? shortTime(metric.lastAt, now, reader) : t('telemetry.never')}
      </span>
    </button>
  );
}

function MuteWords({ mute }: { mute: NonNullable<Told['mute']> }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const when = mute.until
    ? t('telemetry.mutedUntil', { when: shortTime(mute.until, now, reader) })
    : t('telemetry.mutedForNow');
  return <span className="grow">{[when, mute.byName, mute.reason].filter(Boolean).join(' · ')}</span>;
}
