import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language, Prompt, Step } from '../../../api/call-flow.types';
import { extensions } from '../../../api/extensions.api';
import { hours } from '../../../api/hours.api';
import { useTeams } from '../../queue/lookups.queries';
import { useReason } from './flow-faults';
import classes from './flow.module.css';
import { fileOf, nothing, withFile } from './flow.rules';

interface Props {
  step: Step;
  path: string;
  faults: Record<string, string>;
  onChange: (step: Step) => void;
}

export function StepFields({ step, path, faults, onChange }: Props) {
  const { t } = useTranslation();
  const set = (change: Partial<Step>) => onChange({ ...step, ...change });
  const reason = useReason();
  const fault = (name: string) => {
    const message = faults[`${path}.${name}`];
    return message && reason(message);
  };
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
          data={(['none', 'notice', 'opt-in', 'country'] as const).map((value) => ({
            value,
            label: t(`callFlow.modes.${value}`),
          }))}
          value={step.mode}
          onChange={(mode) => set({ mode: mode as Step['mode'] })}
        />
      )}
      {(step.prompt || step.do === 'hang-up') && step.mode !== 'none' && (
        <PromptFields
          prompt={step.prompt ?? nothing()}
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
      {(step.do === 'menu' || step.do === 'extension') && (
        <div className={classes.pair}>
          {number('tries', 3)}
          <div className={classes.choices}>
            {step.do === 'menu' && (
              <Checkbox
                label={t('callFlow.fields.speech')}
                checked={step.speech ?? false}
                onChange={(event) => set({ speech: event.currentTarget.checked })}
              />
            )}
            <Checkbox
              label={t('callFlow.fields.wrong')}
              checked={step.wrong !== undefined}
              onChange={(event) => set({ wrong: event.currentTarget.checked ? [] : undefined })}
            />
          </div>
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
  const reason = useReason();
  const fault = (...paths: string[]) => {
    const found = paths.map((one) => faults[`${path}.${one}`]).find(Boolean);
    return found && reason(found);
  };
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
            error={fault(`say.${language}`, 'say')}
            onChange={(event) => onChange({ ...prompt, say: { ...prompt.say, [language]: event.currentTarget.value } })}
          />
        ))}
      </div>
      <div className={classes.pair}>
        {(['pt', 'en'] as const).map((language) => (
          <TextInput
            key={language}
            label={t('callFlow.fields.play', { language: t(`channelValues.${language}`) })}
            placeholder="https://"
            value={fileOf(prompt, language)}
            error={fault(`play.${language}`, 'play')}
            onChange={(event) => onChange(withFile(prompt, language, event.currentTarget.value))}
          />
        ))}
      </div>
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
