import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { technicians } from '../../../api/technicians.api';
import type { Technician } from '../../../api/technicians.types';
import { PersonMark } from '../../../ui/person-mark';
import { useUsers } from '../../queue/lookups.queries';
import { useNow } from '../../time/reader';
import { EditDialog } from '../edit-dialog';
import { weekInWords } from '../hours/week.rules';
import { Answer, Body, List } from '../parts';
import settings from '../settings.module.css';
import { KindsPart } from './kinds-part';
import { SkillsPart } from './skills-part';
import { TECHNICIANS, useTechnicians } from './technicians.queries';
import { TerritoriesPart } from './territories-part';

export function TechnicianList() {
  const { t } = useTranslation();
  const list = useTechnicians();
  const [adding, setAdding] = useState(false);
  return (
    <Body
      title={t('settings.sections.technicians')}
      intro={t('technicians.intro')}
      actions={<Button onClick={() => setAdding(true)}>{t('technicians.new')}</Button>}
    >
      <Answer of={list}>
        {(items) => (
          <List empty={t('technicians.none')}>
            {items.map((one) => (
              <TechnicianLink key={one.id} technician={one} />
            ))}
          </List>
        )}
      </Answer>
      <div style={{ marginTop: 32 }}>
        <SkillsPart />
        <TerritoriesPart />
        <KindsPart />
      </div>
      {adding && <NewTechnician taken={list.data ?? []} onClose={() => setAdding(false)} />}
    </Body>
  );
}

function TechnicianLink({ technician }: { technician: Technician }) {
  const { t } = useTranslation();
  const now = useNow().toISOString();
  const { id, name, active, hours, skills, territories, absences } = technician;
  const away = absences.some(({ from, to }) => from <= now && now < to);
  const week = weekInWords(hours, (day) => t(`hours.short.${day}`), t('technicians.noHours'));
  return (
    <Link to={`/settings/technicians/${id}`} className={settings.row}>
      <PersonMark name={name} side="us" size={28} />
      <div className="grow">
        <div className="cut">
          <b>{name}</b>
          {territories.length > 0 && <span className="dim"> · {territories.map((one) => one.name).join(', ')}</span>}
        </div>
        <div className={`cut ${settings.small}`}>{[week, ...skills.map((skill) => skill.name)].join(' · ')}</div>
      </div>
      {!active && <span className={settings.small}>{t('technicians.inactive')}</span>}
      {active && away && <span className={`${settings.small} warn`}>{t('technicians.awayNow')}</span>}
      <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
    </Link>
  );
}

function NewTechnician({ taken, onClose }: { taken: Technician[]; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const users = useUsers();
  const known = new Set(taken.map(({ userId }) => userId));
  return (
    <EditDialog
      title={t('technicians.new')}
      saveLabel={t('common.add')}
      fields={[
        {
          name: 'userId',
          label: t('technicians.person'),
          hint: t('technicians.personHint'),
          kind: 'select',
          required: true,
          choices: (users.data ?? [])
            .filter(({ id, active }) => active && !known.has(id))
            .map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      initial={{}}
      save={async ({ userId }) => {
        const made = await technicians.create(String(userId));
        await client.invalidateQueries({ queryKey: TECHNICIANS });
        void navigate(`/settings/technicians/${made.id}`);
      }}
      onClose={onClose}
    />
  );
}
