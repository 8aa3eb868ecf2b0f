import { NumberInput, Switch, TagsInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError } from '../../../api/client';
import { technicians } from '../../../api/technicians.api';
import type { KindOfVisit } from '../../../api/technicians.types';
import { NotFound } from '../../feedback/page-error';
import { say } from '../../feedback/notify';
import { FormPage } from '../form-page';
import { Answer, Part } from '../parts';
import { DurationField } from '../promises/duration-field';
import settings from '../settings.module.css';
import { ChecklistField } from './checklist-field';
import { SkillsField } from './skills-field';
import { TECHNICIANS, useKinds, useTechnicians } from './technicians.queries';

export function KindPage() {
  const { kind } = useParams();
  const kinds = useKinds();
  return (
    <Answer of={kinds}>
      {(items) => {
        const one = items.find((item) => item.kind === kind);
        return one ? <KindForm key={`${one.kind}-${one.version}`} initial={one} /> : <NotFound />;
      }}
    </Answer>
  );
}

function KindForm({ initial }: { initial: KindOfVisit }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [values, setValues] = useState(initial);
  const put = (change: Partial<KindOfVisit>) => setValues({ ...values, ...change });
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: () => {
      const { minutes, skills, checklist, mustConfirm, technicians: people, signature, tools, version } = values;
      return technicians.changeKind(values.kind, {
        minutes,
        skills: skills.map(({ skillId, level }) => ({ skillId, level })),
        checklist: checklist.filter(({ text }) => text.trim()),
        mustConfirm,
        technicians: people,
        signature,
        tools,
        version,
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: TECHNICIANS });
      say(t('common.saved'));
    },
  });
  const errors = saving.error instanceof ApiError ? saving.error.fields : {};
  return (
    <FormPage title={t(`dispatch.kinds.${values.kind}`)} section="technicians" saving={saving}>
      <Part title={t('technicians.takes')} intro={t('technicians.takesHint')}>
        <div className={settings.form}>
          <div className={settings.two}>
            <DurationField
              shown
              label={t('dispatch.duration')}
              value={values.minutes}
              error={errors.minutes}
              onChange={(minutes) => minutes && put({ minutes })}
            />
            <NumberInput
              label={t('technicians.howMany')}
              min={1}
              max={10}
              allowDecimal={false}
              value={values.technicians}
              error={errors.technicians}
              onChange={(value) => typeof value === 'number' && put({ technicians: value })}
            />
          </div>
          <Switch
            label={t('technicians.mustConfirm')}
            description={t('technicians.mustConfirmHint')}
            checked={values.mustConfirm}
            onChange={(event) => put({ mustConfirm: event.currentTarget.checked })}
          />
          <Switch
            label={t('technicians.signature')}
            checked={values.signature}
            onChange={(event) => put({ signature: event.currentTarget.checked })}
          />
        </div>
      </Part>
      <Part title={t('technicians.skills')} intro={t('technicians.needsHint')}>
        <SkillsField skills={values.skills} onChange={(skills) => put({ skills })} />
      </Part>
      <Part title={t('technicians.tools')} intro={t('technicians.kindToolsHint')}>
        <ToolsField tools={values.tools} error={errors.tools} onChange={(tools) => put({ tools })} />
      </Part>
      <Part title={t('technicians.checklist')} intro={t('technicians.checklistHint')}>
        <ChecklistField lines={values.checklist} onChange={(checklist) => put({ checklist })} />
      </Part>
    </FormPage>
  );
}

/** In the words that vehicles have them: another spelling would be another tool. */
function ToolsField({
  tools,
  error,
  onChange,
}: {
  tools: string[];
  error?: string;
  onChange: (tools: string[]) => void;
}) {
  const { t } = useTranslation();
  const people = useTechnicians().data ?? [];
  const known = [...new Set(people.flatMap(({ vehicle }) => vehicle?.tools ?? []))].toSorted();
  return (
    <TagsInput
      aria-label={t('technicians.tools')}
      splitChars={[',', ';']}
      data={known}
      value={tools}
      error={error}
      onChange={onChange}
    />
  );
}
