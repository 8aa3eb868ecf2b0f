import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { promises } from '../../../api/promises.api';
import type { Policy, PolicyValues } from '../../../api/promises.types';
import type { Condition } from '../../../api/rules.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { say } from '../../feedback/notify';
import { FormPage } from '../form-page';
import { Answer, Part } from '../parts';
import { ConditionEditor } from '../rules/condition-editor';
import { useVocabulary } from '../rules/rule-choices';
import { useSentences } from '../rules/rule-sentence';
import settings from '../settings.module.css';
import { PolicyPreview } from './policy-preview';
import { POLICIES } from './promises.queries';
import { StepsEditor } from './steps-editor';
import { TargetsTable } from './targets-table';

type Change = (change: Partial<PolicyValues>) => void;

export function PolicyPage() {
  const id = useParams().id ?? '';
  const policy = useQuery({ queryKey: [...POLICIES, id], queryFn: () => promises.policy(id) });
  return (
    <Answer of={policy}>
      {(data) => <PolicyForm key={`${data.id}-${data.version}`} initial={data} policy={data} />}
    </Answer>
  );
}

export function NewPolicy() {
  return (
    <PolicyForm
      initial={{
        name: '',
        about: '',
        active: true,
        conditions: { all: [] },
        targets: [],
        reopen: { mode: 'continue', newCycleAfterDays: 7 },
        answers: { calls: true },
        steps: [],
      }}
    />
  );
}

function PolicyForm({ initial, policy }: { initial: PolicyValues; policy?: Policy }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { deleteLater } = useDeleteLater(POLICIES);
  const [values, setValues] = useState<PolicyValues>(() => editable(initial));
  const [applyToOpen, setApplyToOpen] = useState(false);
  const put: Change = (change) => setValues({ ...values, ...change });
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      policy
        ? promises.change(policy.id, { ...values, applyToOpen, version: policy.version })
        : promises.create({ ...values, applyToOpen }),
    onSuccess: async (saved) => {
      client.setQueryData([...POLICIES, saved.id], saved);
      await client.invalidateQueries({ queryKey: POLICIES });
      say(t('common.saved'));
      if (!policy) void navigate(`/settings/promises/${saved.id}`, { replace: true });
    },
  });
  return (
    <FormPage
      wide
      listsErrors
      title={policy?.name ?? t('policies.new')}
      section="promises"
      saving={saving}
      after={<PolicyPreview policyId={policy?.id} values={values} />}
      onDelete={
        policy &&
        (() => deleteLater(policy.id, t('settings.deleted', { name: policy.name }), () => promises.delete(policy.id)))
      }
    >
      <div className={settings.form} style={{ marginBottom: 32 }}>
        <TextInput
          label={t('common.name')}
          required
          withAsterisk={false}
          value={values.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('policies.about')}
          autosize
          minRows={2}
          value={values.about}
          onChange={(event) => put({ about: event.currentTarget.value })}
        />
        <Switch
          label={t('policies.active')}
          description={t('policies.activeHint')}
          checked={values.active}
          onChange={(event) => put({ active: event.currentTarget.checked })}
        />
      </div>
      <Part title={t('policies.conditions')} intro={t('policies.conditionsHint')}>
        <Conditions
          condition={values.conditions as Condition}
          onChange={(conditions) => put({ conditions: conditions as Record<string, unknown> })}
        />
      </Part>
      <Part title={t('policies.targets')} intro={t('policies.targetsHint')}>
        <TargetsTable targets={values.targets} onChange={(targets) => put({ targets })} />
      </Part>
      <Part title={t('policies.steps')} intro={t('policies.stepsHint')}>
        <StepsEditor steps={values.steps} onChange={(steps) => put({ steps })} />
      </Part>
      <ReopenPart values={values} onChange={put} />
      <div style={{ marginTop: 24 }}>
        <Switch
          label={t('policies.applyToOpen')}
          description={t('policies.applyToOpenHint')}
          checked={applyToOpen}
          onChange={(event) => setApplyToOpen(event.currentTarget.checked)}
        />
      </div>
    </FormPage>
  );
}

/** Who may not read rules sees the conditions as words; they go back to the server as they came. */
function Conditions({ condition, onChange }: { condition: Condition; onChange: (condition: Condition) => void }) {
  const vocabulary = useVocabulary();
  const sentences = useSentences();
  if (!vocabulary.data) return <p className="mid">{sentences.condition(condition)}</p>;
  return <ConditionEditor condition={condition} vocabulary={vocabulary.data} onChange={onChange} />;
}

function ReopenPart({ values, onChange }: { values: PolicyValues; onChange: Change }) {
  const { t } = useTranslation();
  const { reopen, answers } = values;
  return (
    <Part title={t('policies.reopen')} intro={t('policies.reopenHint')}>
      <div className={settings.form}>
        <div className={settings.two}>
          <Select
            label={t('policies.reopenMode')}
            allowDeselect={false}
            data={(['first', 'continue'] as const).map((value) => ({
              value,
              label: t(`policies.reopenModes.${value}`),
            }))}
            value={reopen.mode}
            onChange={(mode) => mode && onChange({ reopen: { ...reopen, mode: mode as typeof reopen.mode } })}
          />
          {reopen.mode === 'continue' && (
            <NumberInput
              label={t('policies.newCycle')}
              placeholder={t('common.never')}
              min={0}
              allowDecimal={false}
              value={reopen.newCycleAfterDays ?? ''}
              onChange={(days) =>
                onChange({ reopen: { ...reopen, newCycleAfterDays: typeof days === 'number' ? days : null } })
              }
            />
          )}
        </div>
        <Switch
          label={t('policies.callsAnswer')}
          checked={answers.calls}
          onChange={(event) => onChange({ answers: { calls: event.currentTarget.checked } })}
        />
      </div>
    </Part>
  );
}

const editable = ({
  name,
  about,
  active,
  conditions,
  targets,
  reopen,
  answers,
  steps,
}: PolicyValues): PolicyValues => ({
  name,
  about,
  active,
  conditions,
  targets,
  reopen,
  answers,
  steps,
});
