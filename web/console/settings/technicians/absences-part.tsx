import { Button } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { technicians } from '../../../api/technicians.api';
import type { Absence, Technician } from '../../../api/technicians.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { useNow, useReader } from '../../time/reader';
import { clockTime, dayKey, shortDate } from '../../time/time';
import { instantIn, wallTime } from '../../time/wall-time.rules';
import { EditDialog } from '../edit-dialog';
import { List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { TECHNICIANS } from './technicians.queries';

/** Told at once, apart from the form: an absence holds whether or not the rest is saved. */
export function AbsencesPart({ technician }: { technician: Technician }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const reader = { language, timeZone: technician.timezone };
  const now = useNow();
  const { gone, deleteLater } = useDeleteLater(TECHNICIANS);
  const [adding, setAdding] = useState(false);
  const moment = (at: string) => `${shortDate(at, now, reader)} ${clockTime(at, reader)}`;
  const words = ({ from, to }: Absence) =>
    dayKey(from, reader) === dayKey(to, reader)
      ? `${moment(from)} – ${clockTime(to, reader)}`
      : `${moment(from)} – ${moment(to)}`;
  return (
    <Part title={t('technicians.absences')} intro={t('technicians.absencesHint')}>
      <List empty={t('technicians.noAbsences')}>
        {technician.absences
          .filter(({ id }) => !gone.has(id))
          .map((absence) => (
            <Row
              key={absence.id}
              icon={<IconCalendarOff size={20} stroke={1.6} aria-hidden="true" />}
              title={words(absence)}
              detail={absence.reason}
            >
              <RowMenu
                name={words(absence)}
                onDelete={() =>
                  deleteLater(absence.id, t('settings.deleted', { name: words(absence) }), () =>
                    technicians.removeAbsence(technician.id, absence.id),
                  )
                }
              />
            </Row>
          ))}
      </List>
      <Button mt={8} variant="default" onClick={() => setAdding(true)}>
        {t('technicians.addAbsence')}
      </Button>
      {adding && <NewAbsence technician={technician} now={now} onClose={() => setAdding(false)} />}
    </Part>
  );
}

function NewAbsence({ technician, now, onClose }: { technician: Technician; now: Date; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const zone = technician.timezone;
  const today = wallTime(zone, now).slice(0, 10);
  return (
    <EditDialog
      title={t('technicians.addAbsence')}
      fields={[
        { name: 'from', label: t('technicians.from'), hint: zone, kind: 'datetime', required: true },
        { name: 'to', label: t('technicians.to'), kind: 'datetime', required: true },
        { name: 'reason', label: t('technicians.reason'), hint: t('technicians.reasonHint'), kind: 'text' },
      ]}
      initial={{ from: `${today}T08:00`, to: `${today}T18:00`, reason: '' }}
      save={async ({ from, to, reason }) => {
        const saved = await technicians.addAbsence(technician.id, {
          from: instantIn(zone, String(from)).toISOString(),
          to: instantIn(zone, String(to)).toISOString(),
          reason: String(reason),
        });
        client.setQueryData([...TECHNICIANS, technician.id], saved);
        await client.invalidateQueries({ queryKey: TECHNICIANS });
      }}
      onClose={onClose}
    />
  );
}
