import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { telemetry } from '../../api/telemetry.api';
import { METRIC_KINDS, type Metric, type Threshold } from '../../api/telemetry.types';
import type { Model } from '../../api/equipment.types';
import { Late } from '../../ui/late';
import { TagMark } from '../../ui/tag-mark';
import { useModels } from '../equipment/equipment.queries';
import equipmentClasses from '../equipment/equipment.module.css';
import { modelName, ModelIcon } from '../equipment/unit-words';
import { NotFound } from '../feedback/page-error';
import { sayProblem } from '../feedback/notify';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { RowMenu } from '../settings/row-menu';
import { TONES, useTelemetryWords } from './telemetry-words';
import { useAsk, useMetrics, useTelemetryChange, useThresholds } from './telemetry.queries';
import classes from './telemetry.module.css';
import { ThresholdDialog } from './threshold-dialog';

/** What units of a model measure, and when that is somebody's business. */
export function ModelPage() {
  const id = useParams().id ?? '';
  return useCan()('telemetry:read') ? <One id={id} key={id} /> : <NotFound />;
}

function One({ id }: { id: string }) {
  const { t } = useTranslation();
  const models = useModels();
  const model = models.data?.find((one) => one.id === id);
  if (models.error && !models.data) return <ProblemState error={models.error} onRetry={() => void models.refetch()} />;
  if (models.data && !model) return <NotFound />;
  return (
    <main className={equipmentClasses.scroll}>
      <div className={equipmentClasses.body} style={{ maxWidth: 880 }}>
        <header className={equipmentClasses.title}>
          <ActionIcon component={Link} to="/equipment/models" aria-label={t('telemetry.backToModels')}>
            <IconChevronLeft size={20} stroke={1.6} />
          </ActionIcon>
          {model && (
            <>
              <span className={equipmentClasses.shape}>
                <ModelIcon kind={model.kind} size={22} />
              </span>
              <div className="grow">
                <h1>{modelName(model)}</h1>
                <p className="cut">{model.kind}</p>
              </div>
            </>
          )}
        </header>
        {model ? (
          <>
            <MetricsPart model={model} />
            <ThresholdsPart model={model} />
          </>
        ) : (
          <Late>
            <Skeleton h={200} radius="lg" />
          </Late>
        )}
      </div>
    </main>
  );
}

function MetricsPart({ model }: { model: Model }) {
  const { t } = useTranslation();
  const mayManage = useCan()('telemetry:manage');
  const words = useTelemetryWords();
  const list = useMetrics(model.id);
  const [editing, setEditing] = useState<Metric | 'new' | null>(null);
  return (
    <section className={classes.part}>
      <div className={classes.head}>
        <h2>{t('telemetry.metrics')}</h2>
        <span className="grow" />
        {mayManage && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
            {t('telemetry.newMetric')}
          </Button>
        )}
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      <ul className={`${classes.card} ${classes.rows}`}>
        {list.data?.map((metric) => (
          <li key={metric.id} className={classes.row}>
            <div className={classes.alertWords}>
              <p>
                <b>{words.name(metric)}</b> {metric.unit && <span className="mid">{metric.unit}</span>}
              </p>
              <p className="mid">
                <code>{metric.key}</code> · {t(`telemetry.metricKinds.${metric.kind}`)}
              </p>
            </div>
            {!metric.active && <TagMark>{t('telemetry.notTaken')}</TagMark>}
            {mayManage && <RowMenu name={words.name(metric)} onEdit={() => setEditing(metric)} />}
          </li>
        ))}
        {list.data?.length === 0 && <li className={classes.quiet}>{t('telemetry.noMetrics')}</li>}
      </ul>
      {editing && (
        <MetricDialog model={model} metric={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </section>
  );
}

function MetricDialog({ model, metric, onClose }: { model: Model; metric: Metric | null; onClose: () => void }) {
  const { t } = useTranslation();
  const ask = useAsk();
  return (
    <EditDialog
      title={metric ? metric.key : t('telemetry.newMetric')}
      fields={[
        {
          ...{ name: 'key', label: t('telemetry.key'), hint: t('telemetry.keyHint'), kind: 'text', required: true },
          when: () => metric === null,
        },
        { name: 'nameEn', label: t('telemetry.nameEn'), kind: 'text', required: true },
        { name: 'namePt', label: t('telemetry.namePt'), kind: 'text', required: true },
        {
          name: 'kind',
          label: t('telemetry.metricKind'),
          kind: 'select',
          required: true,
          choices: METRIC_KINDS.map((value) => ({ value, label: t(`telemetry.metricKinds.${value}`) })),
        },
        { name: 'unit', label: t('telemetry.unit'), kind: 'text' },
        { name: 'decimals', label: t('telemetry.decimals'), kind: 'number' },
        {
          ...{ name: 'active', label: t('telemetry.isTaken'), kind: 'switch' },
          when: () => metric !== null,
        },
      ]}
      initial={metric ? { ...metric } : { kind: 'gauge', decimals: 1 }}
      save={async ({ key, nameEn, namePt, kind, unit, decimals, active }) => {
        const body = { nameEn, namePt, kind, unit: unit ?? '', decimals: decimals ?? 0 };
        if (metric) await telemetry.changeMetric(metric.id, { ...body, active, version: metric.version });
        else await telemetry.createMetric({ ...body, key, modelId: model.id });
        await ask();
      }}
      onClose={onClose}
    />
  );
}

function ThresholdsPart({ model }: { model: Model }) {
  const { t } = useTranslation();
  const mayManage = useCan()('telemetry:manage');
  const words = useTelemetryWords();
  const metrics = useMetrics(model.id);
  const list = useThresholds({ model: model.id });
  const [editing, setEditing] = useState<Threshold | 'new' | null>(null);
  const remove = useTelemetryChange((id: string) => telemetry.removeThreshold(id));
  const metricOf = (id: number | null) => metrics.data?.find((one) => one.id === id) ?? null;
  return (
    <section className={classes.part}>
      <div className={classes.head}>
        <h2>{t('telemetry.thresholds')}</h2>
        <span className="grow" />
        {mayManage && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
            {t('telemetry.newThreshold')}
          </Button>
        )}
      </div>
      <p className="mid" style={{ marginBottom: 8 }}>
        {t('telemetry.thresholdsHint')}
      </p>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      <ul className={`${classes.card} ${classes.rows}`}>
        {list.data?.map((one) => {
          const said = words.limit(one, metricOf(one.metricId));
          const more = [
            one.only ? t(`telemetry.only.${one.only.kind}`, { name: one.only.name }) : t('telemetry.forAll'),
            one.opensTicket && t('telemetry.opensTicket'),
          ].filter(Boolean);
          return (
            <li key={one.id} className={classes.row}>
              <TagMark tone={one.active ? TONES[one.severity] : 'plain'}>
                {t(one.active ? `telemetry.severities.${one.severity}` : 'telemetry.switchedOff')}
              </TagMark>
              <div className={classes.alertWords}>
                <p>{said}</p>
                <p className="mid">{more.join(' · ')}</p>
              </div>
              {mayManage && (
                <RowMenu
                  name={said}
                  onEdit={() => setEditing(one)}
                  onDelete={() => remove.mutate(one.id, { onError: sayProblem })}
                />
              )}
            </li>
          );
        })}
        {list.data?.length === 0 && <li className={classes.quiet}>{t('telemetry.noThresholds')}</li>}
      </ul>
      {editing && metrics.data && (
        <ThresholdDialog
          model={model}
          metrics={metrics.data.filter(({ active }) => active)}
          threshold={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}
