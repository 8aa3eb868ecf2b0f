import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { technicians } from '../../../api/technicians.api';
import type { SkillInfo } from '../../../api/technicians.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { EditDialog } from '../edit-dialog';
import { Answer, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { TECHNICIANS, useSkills } from './technicians.queries';

export function SkillsPart() {
  const { t } = useTranslation();
  const skills = useSkills();
  const { gone, deleteLater } = useDeleteLater(TECHNICIANS);
  const [editing, setEditing] = useState<SkillInfo | 'new' | null>(null);
  return (
    <Part title={t('technicians.skills')} intro={t('technicians.skillsIntro')}>
      <Answer of={skills}>
        {(items) => (
          <List empty={t('technicians.noSkills')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((skill) => (
                <Row
                  key={skill.id}
                  title={<b>{skill.name}</b>}
                  detail={[t('technicians.have', { count: skill.technicians }), skill.about]
                    .filter(Boolean)
                    .join(' · ')}
                >
                  <RowMenu
                    name={skill.name}
                    onEdit={() => setEditing(skill)}
                    onDelete={() =>
                      deleteLater(skill.id, t('settings.deleted', { name: skill.name }), () =>
                        technicians.deleteSkill(skill.id),
                      )
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      <Button mt={8} variant="default" onClick={() => setEditing('new')}>
        {t('technicians.newSkill')}
      </Button>
      {editing && <SkillDialog skill={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </Part>
  );
}

function SkillDialog({ skill, onClose }: { skill?: SkillInfo; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <EditDialog
      title={skill?.name ?? t('technicians.newSkill')}
      fields={[
        { name: 'name', label: t('common.name'), kind: 'text', required: true },
        { name: 'about', label: t('technicians.about'), kind: 'multiline' },
      ]}
      initial={{ name: skill?.name ?? '', about: skill?.about ?? '' }}
      save={async (values) => {
        const given = { name: String(values.name), about: String(values.about) };
        if (skill) await technicians.changeSkill(skill.id, { ...given, version: skill.version });
        else await technicians.createSkill(given);
        await client.invalidateQueries({ queryKey: TECHNICIANS });
      }}
      onClose={onClose}
    />
  );
}
