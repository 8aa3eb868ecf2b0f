import { ActionIcon, Button, Group, Modal, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Macro, MacroAction } from '../../../api/tickets.types';
import { wordsOf } from '../../feedback/notify';
import { PlacePicker } from '../../customer/place-picker';
import { useStatuses, useTeams, useUsers } from '../../queue/lookups.queries';
import classes from '../settings.module.css';
import { newId } from '../../../api/ids';

const TYPES = [
  'status',
  'priority',
  'mode',
  'type',
  'assignee',
  'team',
  'place',
  'tag',
  'untag',
  'snooze',
  'reply',
  'note',
];
const FIRST: Record<string, unknown> = {
  priority: 'high',
  mode: 'visit',
  type: 'incident',
  assignee: 'me',
  snooze: 60,
  place: null,
};

type Step = MacroAction & { key: string };
const stepOf = (action: MacroAction): Step => ({ ...action, key: newId() });

interface Props {
  macro: Macro | null;
  save: (name: string, actions: MacroAction[]) => Promise<unknown>;
  onClose: () => void;
}

/** A macro is a list of steps, done in their order. */
export function MacroDialog({ macro, save, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(macro?.name ?? '');
  const [steps, setSteps] = useState<Step[]>(() =>
    (macro?.actions ?? [{ type: 'status', value: 'solved' }]).map(stepOf),
  );
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      save(
        name,
        steps.map(({ type, value }) => ({ type, value })),
      ),
    onSuccess: onClose,
  });
  const put = (key: string, change: Partial<MacroAction>) =>
    setSteps(steps.map((step) => (step.key === key ? { ...step, ...change } : step)));
  return (
    <Modal opened onClose={onClose} title={t(macro ? 'macroSettings.edit' : 'macroSettings.new')} size="lg">
      <form
        className={classes.form}
        style={{ maxWidth: 'none' }}
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {saving.error && (
          <p role="alert" className="bad">
            {wordsOf(saving.error)}
          </p>
        )}
        <TextInput
          label={t('common.name')}
          required
          withAsterisk={false}
          data-autofocus
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {steps.map((step) => (
          <Group key={step.key} gap={8} wrap="nowrap" align="flex-start">
            <Select
              w={160}
              aria-label={t('macroSettings.step')}
              allowDeselect={false}
              data={TYPES.map((value) => ({ value, label: t(`macroSettings.steps.${value}`) }))}
              value={step.type}
              onChange={(type) => type && put(step.key, { type, value: type in FIRST ? FIRST[type] : '' })}
            />
            <div className="grow">
              <StepValue step={step} onChange={(value) => put(step.key, { value })} />
            </div>
            <ActionIcon
              aria-label={t('macroSettings.removeStep')}
              onClick={() => setSteps(steps.filter((s) => s.key !== step.key))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => setSteps([...steps, stepOf({ type: 'tag', value: '' })])}
          >
            {t('macroSettings.addStep')}
          </Button>
        </div>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={steps.length === 0} loading={saving.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function StepValue({ step, onChange }: { step: Step; onChange: (value: unknown) => void }) {
  const { t } = useTranslation();
  const statuses = useStatuses();
  const users = useUsers();
  const teams = useTeams();
  const named = (list?: { id: string; name: string }[]) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const words = (area: string, keys: string[]) => keys.map((value) => ({ value, label: t(`ticket.${area}.${value}`) }));
  const choices: Record<string, { value: string; label: string }[]> = {
    status: [...named(statuses.data), { value: 'solved', label: t('ticket.categories.solved') }],
    priority: words('priorities', ['low', 'normal', 'high', 'urgent']),
    mode: words('modes', ['digital', 'visit', 'in_person']),
    type: words('types', ['question', 'incident', 'problem', 'task']),
    assignee: [{ value: 'me', label: t('queue.me') }, ...named(users.data)],
    team: named(teams.data),
  };
  const label = t(`macroSettings.steps.${step.type}`);
  if (step.type === 'snooze') {
    return (
      <NumberInput
        aria-label={label}
        min={1}
        suffix=" min"
        value={Number(step.value) || 60}
        onChange={(v) => onChange(Number(v))}
      />
    );
  }
  if (step.type === 'reply' || step.type === 'note') {
    return (
      <Textarea
        aria-label={label}
        required
        autosize
        minRows={3}
        value={String(step.value ?? '')}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
    );
  }
  if (step.type === 'place') return <PlacePicker value={step.value ? String(step.value) : null} onChange={onChange} />;
  const data = choices[step.type];
  if (data) {
    return (
      <Select
        aria-label={label}
        required
        searchable
        allowDeselect={false}
        data={data}
        value={String(step.value ?? '') || null}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      required
      value={String(step.value ?? '')}
      onChange={(e) => onChange(e.currentTarget.value)}
    />
  );
}
