import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language, Prompt, Step } from '../../../api/call-flow.types';
import { extensions } from '../../../api/extensions.api';
import { hours } from '../../../api/hours.api';
import { useTeams } from '../../queue/lookups.queries';
import classes from './flow.module.css';

interface Props {
  step: Step;
  path: string;
  faults: Record<string, string>;
  onChange: (step: Step) => void;
}

export function StepFields({ step, path, faults, onChange }: Props) {
  const { t } = useTranslation();
  const set = (change: Partial<Step>) => onChange({ ...step, ...change });
  const fault = (name: string) => faults[`${path}.${name}`];
  const number = (name: 'tries' | 'maxWaitSeconds' | 'maxSeconds' | 'ringSeconds', usual: number) => (
    <NumberInput
      label={t(`callFlow.fields.${name}`)}
      placeholder={String(usual)}
      min={1}
      value={step[name] ?? ''}
      error={fault(name)}
      onChange={(value) => set({ [name]: value === '' ? undefined : Number(value) })}
    />
  );
  return (
    <div className={classes.fields}>
      {step.do === 'notice' && (
        <Select
          label={t('callFlow.fields.mode')}
          allowDeselect={false}
          data={(['none', 'notice', 'opt-in'] as const).map((value) => ({
            value,
            label: t(`callFlow.modes.${value}`),
          }))}
          value={step.mode}
          onChange={(mode) => set({ mode: mode as Step['mode'] })}
        />
      )}
      {step.prompt && step.mode !== 'none' && (
        <PromptFields
          prompt={step.prompt}
          path={`${path}.prompt`}
          faults={faults}
          onChange={(prompt) => set({ prompt })}
        />
      )}
      {step.do === 'language' && (
        <Select
          label={t('callFlow.language')}
          allowDeselect={false}
          data={(['pt', 'en'] as const).map((value) => ({ value, label: t(`channelValues.${value}`) }))}
          value={step.language}
          onChange={(language) => set({ language: language as Language })}
        />
      )}
      {step.do === 'hours' && <CalendarField step={step} onChange={set} />}
      {step.do === 'menu' && (
        <div className={classes.pair}>
          {number('tries', 3)}
          <Checkbox
            mt={24}
            label={t('callFlow.fields.speech')}
            checked={step.speech ?? false}
            onChange={(event) => set({ speech: event.currentTarget.checked })}
          />
        </div>
      )}
      {step.do === 'ring' && <ExtensionField step={step} error={fault('extensionId')} onChange={set} />}
      {step.do === 'queue' && (
        <>
          <TeamField step={step} onChange={set} />
          <div className={classes.pair}>
            {number('maxWaitSeconds', 600)}
            <TextInput
              label={t('callFlow.fields.music')}
              placeholder="https://"
              value={step.music ?? ''}
              error={fault('music')}
              onChange={(event) => set({ music: event.currentTarget.value || undefined })}
            />
          </div>
          <Checkbox
            label={t('callFlow.fields.position')}
            checked={step.position ?? false}
            onChange={(event) => set({ position: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('callFlow.fields.callBack')}
            checked={step.callBack ?? false}
            onChange={(event) => set({ callBack: event.currentTarget.checked })}
          />
        </>
      )}
      {step.do === 'voicemail' && number('maxSeconds', 120)}
      {step.do === 'forward' && (
        <div className={classes.pair}>
          <TextInput
            label={t('callFlow.fields.to')}
            placeholder="+5511955550101"
            value={step.to ?? ''}
            error={fault('to')}
            onChange={(event) => set({ to: event.currentTarget.value.replace(/[\s().-]/g, '') })}
          />
          {number('ringSeconds', 25)}
        </div>
      )}
    </div>
  );
}

function PromptFields({
  prompt,
  path,
  faults,
  onChange,
}: {
  prompt: Prompt;
  path: string;
  faults: Record<string, string>;
  onChange: (prompt: Prompt) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.pair}>
        {(['pt', 'en'] as const).map((language) => (
          <Textarea
            key={language}
            label={t('callFlow.fields.say', { language: t(`channelValues.${language}`) })}
            autosize
            minRows={2}
            value={prompt.say[language] ?? ''}
            error={faults[`${path}.say.${language}`] ?? faults[`${path}.say`]}
            onChange={(event) => onChange({ ...prompt, say: { ...prompt.say, [language]: event.currentTarget.value } })}
          />
        ))}
      </div>
      <TextInput
        label={t('callFlow.fields.play')}
        placeholder="https://"
        value={prompt.play ?? ''}
        error={faults[`${path}.play`]}
        onChange={(event) => onChange({ ...prompt, play: event.currentTarget.value || undefined })}
      />
    </>
  );
}

function TeamField({ step, onChange }: { step: Step; onChange: (change: Partial<Step>) => void }) {
  const { t } = useTranslation();
  const teams = useTeams();
  return (
    <Select
      label={t('callFlow.fields.team')}
      placeholder={t('callFlow.fields.lineTeam')}
      clearable
      data={(teams.data ?? []).map((team) => ({ value: team.id, label: team.name }))}
      value={step.teamId ?? null}
      onChange={(teamId) => onChange({ teamId: teamId ?? undefined })}
    />
  );
}

function ExtensionField({
  step,
  error,
  onChange,
}: {
  step: Step;
  error?: string;
  onChange: (change: Partial<Step>) => void;
}) {
  const { t } = useTranslation();
  const all = useQuery({ queryKey: ['extensions'], queryFn: extensions.list });
  return (
    <Select
      label={t('callFlow.fields.extension')}
      searchable
      allowDeselect={false}
      data={(all.data ?? []).map(({ id, number, name }) => ({ value: id, label: `${number} ${name}` }))}
      value={step.extensionId || null}
      error={error}
      onChange={(extensionId) => onChange({ extensionId: extensionId ?? '' })}
    />
  );
}

function CalendarField({ step, onChange }: { step: Step; onChange: (change: Partial<Step>) => void }) {
  const { t } = useTranslation();
  const calendars = useQuery({ queryKey: ['calendars'], queryFn: hours.calendars });
  return (
    <Select
      label={t('callFlow.fields.calendar')}
      placeholder={t('callFlow.fields.lineCalendar')}
      clearable
      data={(calendars.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={step.calendarId ?? null}
      onChange={(calendarId) => onChange({ calendarId: calendarId ?? undefined })}
    />
  );
}
