import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SkillNeed } from '../../../api/technicians.types';
import { useSkills } from './technicians.queries';
import classes from './technicians.module.css';

const LEVELS = ['1', '2', '3', '4', '5'];

/** Skills with levels; those that a person has may also run out (`expires`). */
export function SkillsField<T extends SkillNeed & { validUntil?: string | null }>({
  skills,
  expires,
  onChange,
}: {
  skills: T[];
  expires?: boolean;
  onChange: (skills: T[]) => void;
}) {
  const { t } = useTranslation();
  const known = useSkills().data ?? [];
  const free = known.filter(({ id }) => !skills.some((one) => one.skillId === id));
  const put = (at: number, change: Partial<SkillNeed & { validUntil: string | null }>) =>
    onChange(skills.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <>
      {skills.map((skill, at) => (
        <div key={skill.skillId} className={classes.skill} data-expires={expires || undefined}>
          <Select
            aria-label={t('technicians.skill')}
            allowDeselect={false}
            data={[{ id: skill.skillId, name: skill.name }, ...free].map(({ id, name }) => ({
              value: id,
              label: name,
            }))}
            value={skill.skillId}
            onChange={(id) => id && put(at, { skillId: id, name: known.find((one) => one.id === id)?.name ?? '' })}
          />
          <Select
            aria-label={t('technicians.level')}
            allowDeselect={false}
            data={LEVELS.map((value) => ({ value, label: t(`technicians.levels.${value}`) }))}
            value={String(skill.level)}
            onChange={(level) => level && put(at, { level: Number(level) })}
          />
          {expires && (
            <TextInput
              type="date"
              aria-label={t('technicians.validUntil', { name: skill.name })}
              title={t('technicians.validUntilHint')}
              value={skill.validUntil ?? ''}
              onChange={(event) => put(at, { validUntil: event.currentTarget.value || null })}
            />
          )}
          <ActionIcon
            aria-label={t('technicians.removeSkill', { name: skill.name })}
            onClick={() => onChange(skills.filter((_, index) => index !== at))}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <Button
        mt={skills.length > 0 ? 8 : 0}
        variant="default"
        disabled={free.length === 0}
        leftSection={<IconPlus size={14} />}
        onClick={() => {
          const [next] = free;
          if (!next) return;
          const added = { skillId: next.id, name: next.name, level: 3, ...(expires && { validUntil: null }) };
          onChange([...skills, added as T]);
        }}
      >
        {t('technicians.addSkill')}
      </Button>
    </>
  );
}
