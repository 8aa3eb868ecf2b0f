import { Button, Modal } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { equipment } from '../../../api/equipment.api';
import { telemetry } from '../../../api/telemetry.api';
import type { DeviceKey, TelemetrySettings } from '../../../api/telemetry.types';
import { TagMark } from '../../../ui/tag-mark';
import { sayProblem } from '../../feedback/notify';
import { ProblemState } from '../../feedback/problem-state';
import { useTeams } from '../../queue/lookups.queries';
import { TELEMETRY, useAsk, useTelemetryChange } from '../../telemetry/telemetry.queries';
import { useNow, useReader } from '../../time/reader';
import { shortTime } from '../../time/time';
import { CopyLine } from '../copy-line';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import classes from '../settings.module.css';
import { KeyUnits } from './key-units';

/** Keys of devices, how long readings are kept, and what alerts do. */
export function Telemetry() {
  const { t } = useTranslation();
  const settings = useQuery({ queryKey: [...TELEMETRY, 'settings'], queryFn: telemetry.settings });
  return (
    <Body title={t('settings.sections.telemetry')} intro={t('telemetrySettings.intro')}>
      <KeysPart />
      <Part title={t('telemetrySettings.keeping')} intro={t('telemetrySettings.keepingHint')}>
        <Answer of={settings}>{(known) => <Keeping settings={known} />}</Answer>
      </Part>
      <p className={classes.small} style={{ marginTop: 12 }}>
        {t('telemetrySettings.limitsAre')}{' '}
        <Link className="link" to="/equipment/models">
          {t('equipment.tabs.models')}
        </Link>
      </p>
    </Body>
  );
}

function KeysPart() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const wanted = params.get('unit');
  const unit = useQuery({
    queryKey: ['equipment', 'one', wanted],
    queryFn: () => equipment.one(wanted!),
    enabled: wanted !== null,
  });
  const [isNew, setNew] = useState(false);
  const list = useInfiniteQuery({
    queryKey: [...TELEMETRY, 'keys'],
    queryFn: ({ pageParam }) => telemetry.keys({ cursor: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const keys = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isOpen = isNew || unit.data !== undefined;
  const close = () => {
    setNew(false);
    setParams({});
  };
  return (
    <Part title={t('telemetrySettings.keys')} intro={t('telemetrySettings.keysHint')}>
      <Button variant="default" mb={12} leftSection={<IconPlus size={14} />} onClick={() => setNew(true)}>
        {t('telemetry.newKey')}
      </Button>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <List empty={t('telemetrySettings.noKeys')}>
          {keys.map((key) => (
            <KeyRow key={key.id} of={key} />
          ))}
        </List>
      )}
      {list.hasNextPage && (
        <Button variant="subtle" mt={12} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
      {isOpen && <NewKey key={unit.data?.id ?? 'new'} unit={unit.data ?? null} onClose={close} />}
    </Part>
  );
}

function KeyRow({ of: key }: { of: DeviceKey }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const ask = useAsk();
  const [secret, setSecret] = useState<DeviceKey | null>(null);
  const [isEditing, setEditing] = useState(false);
  const renew = useMutation({
    mutationFn: () => telemetry.renewKey(key.id),
    onSuccess: async (made) => {
      setSecret(made);
      await ask();
    },
    onError: sayProblem,
  });
  const end = useTelemetryChange(() => telemetry.endPrevious(key.id));
  const detail = [
    key.unitCount > 3
      ? t('telemetrySettings.nUnits', { count: key.unitCount })
      : key.units.map(({ tag, name }) => `${tag} ${name}`).join(', ') || t('telemetrySettings.noUnits'),
    key.usedAt
      ? t('telemetrySettings.used', { when: shortTime(key.usedAt, now, reader) })
      : t('telemetrySettings.unused'),
    key.refusedAt && t('telemetrySettings.refused', { when: shortTime(key.refusedAt, now, reader) }),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <Row icon={<IconKey size={18} stroke={1.6} aria-hidden />} title={<b>{key.name}</b>} detail={detail}>
      {!key.active && <TagMark>{t('telemetry.switchedOff')}</TagMark>}
      {key.renewing && (
        <Button
          size="xs"
          variant="default"
          aria-label={`${t('telemetrySettings.endPrevious')}: ${key.name}`}
          loading={end.isPending}
          onClick={() => end.mutate(undefined, { onError: sayProblem })}
        >
          {t('telemetrySettings.endPrevious')}
        </Button>
      )}
      {key.active && !key.renewing && (
        <Button
          size="xs"
          variant="subtle"
          aria-label={`${t('telemetrySettings.renew')}: ${key.name}`}
          loading={renew.isPending}
          onClick={() => renew.mutate()}
        >
          {t('telemetrySettings.renew')}
        </Button>
      )}
      <RowMenu name={key.name} onEdit={() => setEditing(true)} />
      {secret && <Secret of={secret} onClose={() => setSecret(null)} />}
      {isEditing && (
        <EditDialog
          title={key.name}
          fields={[
            { name: 'name', label: t('telemetrySettings.name'), kind: 'text', required: true },
            { name: 'active', label: t('telemetrySettings.isActive'), kind: 'switch' },
          ]}
          initial={{ name: key.name, active: key.active }}
          save={async ({ name, active }) => {
            await telemetry.changeKey(key.id, { name, active, version: key.version });
            await ask();
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </Row>
  );
}

/** Shown once: nobody can read it again. */
function Secret({ of: key, onClose }: { of: DeviceKey; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={key.name}>
      <div className={classes.form}>
        <p>{t('telemetrySettings.once')}</p>
        <CopyLine text={key.url} label={t('telemetrySettings.address')} />
        <CopyLine text={key.secret ?? ''} label={t('telemetrySettings.secret')} />
        <Button onClick={onClose}>{t('telemetrySettings.noted')}</Button>
      </div>
    </Modal>
  );
}

function NewKey({ unit, onClose }: { unit: { id: string; tag: string } | null; onClose: () => void }) {
  const { t } = useTranslation();
  const ask = useAsk();
  const [made, setMade] = useState<DeviceKey | null>(null);
  if (made) return <Secret of={made} onClose={onClose} />;
  return (
    <KeyUnits
      unit={unit}
      onClose={onClose}
      save={async (body) => {
        const key = await telemetry.createKey(body);
        await ask();
        return key;
      }}
      done={setMade}
      title={t('telemetry.newKey')}
    />
  );
}

function Keeping({ settings }: { settings: TelemetrySettings }) {
  const { t } = useTranslation();
  const ask = useAsk();
  const teams = useTeams();
  const [isEditing, setEditing] = useState(false);
  const days = (name: 'rawDays' | 'quarterDays' | 'hourDays' | 'dayDays' | 'lateDays') => ({
    ...{ name, label: t(`telemetrySettings.${name}`), kind: 'number' as const, required: true },
  });
  return (
    <>
      <List>
        {[
          <Row
            key="kept"
            title={<b>{t('telemetrySettings.kept', { count: settings.rawDays })}</b>}
            detail={[
              t('telemetrySettings.late', { count: settings.lateDays }),
              t(settings.openTickets ? 'telemetrySettings.opens' : 'telemetrySettings.opensNone'),
              settings.solveUntouched && t('telemetrySettings.solves'),
              teams.data?.find(({ id }) => id === settings.teamId)?.name,
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <RowMenu name={t('telemetrySettings.keeping')} onEdit={() => setEditing(true)} />
          </Row>,
        ]}
      </List>
      {isEditing && (
        <EditDialog
          title={t('telemetrySettings.keeping')}
          fields={[
            days('rawDays'),
            days('quarterDays'),
            days('hourDays'),
            days('dayDays'),
            days('lateDays'),
            { name: 'openTickets', label: t('telemetrySettings.openTickets'), kind: 'switch' },
            {
              name: 'teamId',
              label: t('telemetrySettings.team'),
              hint: t('telemetrySettings.teamHint'),
              kind: 'select',
              choices: (teams.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              name: 'rejoinMinutes',
              label: t('telemetrySettings.rejoin'),
              hint: t('telemetrySettings.rejoinHint'),
              kind: 'number',
              required: true,
            },
            {
              name: 'solveUntouched',
              label: t('telemetrySettings.solveUntouched'),
              hint: t('telemetrySettings.solveUntouchedHint'),
              kind: 'switch',
            },
          ]}
          initial={{ ...settings }}
          save={async (values) => {
            await telemetry.setSettings({ ...values, teamId: values.teamId || null });
            await ask();
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}
