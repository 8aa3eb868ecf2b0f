import { ActionIcon, Button, Select, Switch, TextInput } from '@mantine/core';
import { IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../api/ids';
import { reportRequests } from '../../api/report-requests.api';
import {
  TILE_KINDS,
  TILE_MONTHS,
  type Dashboard,
  type ReportRequest,
  type TileKind,
  type TilePoint,
} from '../../api/report-requests.types';
import { Tile } from '../../ui/tile';
import { sayProblem } from '../feedback/notify';
import { ProblemState } from '../feedback/problem-state';
import { useReader } from '../time/reader';
import classes from './report-requests.module.css';
import { useDashboard, useKeepDashboard } from './report-requests.queries';

/** Live figures over the company's own data: composed here, seen by the customer as they are when they look. */
export function DashboardPart({ one, id, mayWrite }: { one: ReportRequest; id: string; mayWrite: boolean }) {
  const { t } = useTranslation();
  const dashboard = useDashboard(id);
  const [composing, setComposing] = useState(false);
  const data = dashboard.data;
  return (
    <section className={classes.part}>
      <header>
        <h2>{t('reportRequests.live')}</h2>
        {data && data.tiles.length > 0 && (
          <span className={classes.state} data-state={data.shared ? 'published' : undefined}>
            {t(data.shared ? 'reportRequests.shared' : 'reportRequests.notShared')}
          </span>
        )}
        {mayWrite && data && !composing && (
          <Button variant="default" leftSection={<IconPencil size={14} />} onClick={() => setComposing(true)}>
            {t('reportRequests.compose')}
          </Button>
        )}
      </header>
      {dashboard.error && !data && <ProblemState error={dashboard.error} onRetry={() => void dashboard.refetch()} />}
      {data && composing && <Composer id={id} dashboard={data} onClose={() => setComposing(false)} />}
      {data && !composing && data.tiles.length === 0 && (
        <div className={classes.box}>
          <p className="mid">{t('reportRequests.noTiles')}</p>
        </div>
      )}
      {data && !composing && <Tiles one={one} dashboard={data} />}
    </section>
  );
}

function Tiles({ one, dashboard }: { one: ReportRequest; dashboard: Dashboard }) {
  const { t } = useTranslation();
  const { language } = useReader();
  return (
    <div className={classes.tiles}>
      {dashboard.tiles.map((tile) => {
        const title = tile.title || t(`reportRequests.tiles.${tile.kind}`);
        return (
          <Tile
            key={tile.id}
            tile={tile}
            title={title}
            definition={t(`reportRequests.definitions.${tile.kind}`)}
            nothing={t('reportRequests.nothingCounted')}
            lately={t('reportRequests.thisMonth')}
            nameOf={(point) => groupName(tile.kind, point, t)}
            csv={{
              href: reportRequests.tileAddress(one.id, tile.id),
              label: t('reportRequests.csvOf', { name: title }),
            }}
            language={language}
          />
        );
      })}
    </div>
  );
}

const PRIORITIES = ['', 'low', 'normal', 'high', 'urgent'];

function groupName(kind: TileKind, { key, name }: TilePoint, t: TFunction): string {
  if (name) return name;
  if (kind === 'tickets-by-priority') return t(`ticket.priorities.${PRIORITIES[Number(key)] ?? 'normal'}`);
  if (kind === 'equipment-by-state') return t(`equipment.states.${key}`);
  if (key === 'none') return t('reportRequests.elsewhere');
  return t(`channels.${key}`, { defaultValue: key });
}

interface Line {
  key: string;
  id?: string;
  kind: TileKind;
  title: string;
  months: number;
}

function Composer({ id, dashboard, onClose }: { id: string; dashboard: Dashboard; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeepDashboard(id);
  const [shared, setShared] = useState(dashboard.shared);
  const [lines, setLines] = useState<Line[]>(
    dashboard.tiles.map((tile) => ({
      key: tile.id,
      id: tile.id,
      kind: tile.kind,
      title: tile.title,
      months: tile.months,
    })),
  );
  const set = (key: string, change: Partial<Line>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  const save = useMutation({
    mutationFn: () =>
      reportRequests.compose(id, {
        version: dashboard.version,
        tiles: lines.map(({ id: tileId, kind, title, months }) => ({
          ...(tileId && { id: tileId }),
          kind,
          title,
          months,
        })),
        shared,
      }),
    onSuccess: (saved) => {
      keep(saved);
      onClose();
    },
    onError: sayProblem,
  });
  return (
    <div className={`${classes.box} ${classes.composer}`}>
      {lines.map((line) => (
        <div key={line.key} className={classes.tileRow}>
          <Select
            aria-label={t('reportRequests.figure')}
            allowDeselect={false}
            data={TILE_KINDS.map((value) => ({ value, label: t(`reportRequests.tiles.${value}`) }))}
            value={line.kind}
            onChange={(kind) => kind && set(line.key, { kind: kind as TileKind })}
          />
          <TextInput
            aria-label={t('reportRequests.tileTitle')}
            placeholder={t('reportRequests.tileTitle')}
            maxLength={120}
            value={line.title}
            onChange={(event) => set(line.key, { title: event.currentTarget.value })}
          />
          <Select
            aria-label={t('reportRequests.back')}
            allowDeselect={false}
            data={TILE_MONTHS.map((value) => ({
              value: String(value),
              label: t('reportRequests.nMonths', { count: value }),
            }))}
            value={String(line.months)}
            onChange={(months) => months && set(line.key, { months: Number(months) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('reportRequests.removeTile')}
            onClick={() => setLines(lines.filter(({ key }) => key !== line.key))}
          >
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={lines.length >= 24}
          onClick={() => {
            const unused = TILE_KINDS.find((kind) => !lines.some((line) => line.kind === kind)) ?? TILE_KINDS[0];
            setLines([...lines, { key: newId(), kind: unused, title: '', months: 12 }]);
          }}
        >
          {t('reportRequests.addTile')}
        </Button>
      </div>
      <Switch
        label={t('reportRequests.share')}
        description={t('reportRequests.shareHint')}
        checked={shared}
        onChange={() => setShared(!shared)}
      />
      <div className={classes.actions}>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}
