import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promises } from '../../../api/promises.api';
import type { Rota } from '../../../api/promises.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { useUsers } from '../../queue/lookups.queries';
import { useNow, useReader } from '../../time/reader';
import { dayKey } from '../../time/time';
import { instantIn, wallTime } from '../../time/wall-time.rules';
import { TIME_ZONES } from '../../time/time-zones';
import { EditDialog } from '../edit-dialog';
import { Answer, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { StandIns, type WallStandIn } from './stand-ins';
import { ROTAS, useRotas } from './promises.queries';

/** Who is on call when nobody else is there: steps of policies assign to them and page them. */
export function RotasPart() {
  const { t } = useTranslation();
  const rotas = useRotas();
  const { gone, deleteLater } = useDeleteLater(ROTAS);
  const [editing, setEditing] = useState<Rota | 'new' | null>(null);
  return (
    <Part title={t('policies.rotas')} intro={t('policies.rotasHint')}>
      <Answer of={rotas}>
        {(items) => (
          <List empty={t('policies.noRotas')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((rota) => (
                <Row
                  key={rota.id}
                  title={<b>{rota.name}</b>}
                  detail={
                    <>
                      <span className={rota.now.user ? 'ok' : 'warn'}>
                        {rota.now.user
                          ? t('policies.onCall', { name: rota.now.user.name })
                          : t('policies.nobodyOnCall')}
                      </span>
                      {` · ${t('policies.turns', { count: rota.turnDays })} · ${rota.handover} · ${rota.timezone}`}
                    </>
                  }
                >
                  <RowMenu
                    name={rota.name}
                    onEdit={() => setEditing(rota)}
                    onDelete={() =>
                      deleteLater(rota.id, t('settings.deleted', { name: rota.name }), () =>
                        promises.deleteRota(rota.id),
                      )
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      <Button mt={8} variant="default" onClick={() => setEditing('new')}>
        {t('policies.newRota')}
      </Button>
      {editing && <RotaDialog rota={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </Part>
  );
}

function RotaDialog({ rota, onClose }: { rota?: Rota; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const users = useUsers();
  const reader = useReader();
  const today = dayKey(useNow(), reader);
  const zone = rota?.timezone ?? reader.timeZone;
  return (
    <EditDialog
      title={rota?.name ?? t('policies.newRota')}
      size="lg"
      fields={[
        { name: 'name', label: t('common.name'), kind: 'text', required: true },
        {
          name: 'members',
          label: t('policies.members'),
          hint: t('policies.membersHint'),
          kind: 'several',
          choices: (users.data ?? [])
            .filter(({ active }) => active)
            .map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: 'turnDays', label: t('policies.turnDays'), kind: 'number', required: true },
        {
          name: 'startsOn',
          label: t('policies.startsOn'),
          kind: 'date',
          required: true,
        },
        {
          name: 'handover',
          label: t('policies.handover'),
          kind: 'time',
          required: true,
        },
        {
          name: 'timezone',
          label: t('hours.timeZone'),
          kind: 'select',
          required: true,
          choices: TIME_ZONES.map((value) => ({ value, label: value })),
        },
        {
          name: 'standIns',
          label: t('policies.standIns'),
          kind: 'own',
          render: ({ value, values, error, onChange }) => (
            <StandIns
              standIns={value as WallStandIn[]}
              zone={String(values.timezone)}
              error={error}
              onChange={onChange}
            />
          ),
        },
      ]}
      initial={{
        name: rota?.name ?? '',
        members: rota?.members ?? [],
        turnDays: rota?.turnDays ?? 7,
        startsOn: rota?.startsOn ?? today,
        handover: rota?.handover ?? '09:00',
        timezone: zone,
        standIns: (rota?.standIns ?? []).map(({ userId, from, to }) => ({
          userId,
          from: wallTime(zone, from).slice(0, 16),
          to: wallTime(zone, to).slice(0, 16),
        })),
      }}
      save={async ({ standIns, ...rest }) => {
        const instant = (wall: string) => instantIn(String(rest.timezone), wall).toISOString();
        const values = {
          ...rest,
          standIns: (standIns as WallStandIn[]).map(({ userId, from, to }) => ({
            userId,
            from: instant(from),
            to: instant(to),
          })),
        };
        await (rota ? promises.changeRota(rota.id, { ...values, version: rota.version }) : promises.createRota(values));
        await client.invalidateQueries({ queryKey: ROTAS });
      }}
      onClose={onClose}
    />
  );
}
