import { ActionIcon, Button, Group, MultiSelect, NumberInput, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TARGETS, type PolicyStep, type Target } from '../../../api/promises.types';
import { useTeams, useUsers } from '../../queue/lookups.queries';
import { DurationField } from './duration-field';
import { useRotas } from './promises.queries';
import classes from './promises.module.css';

type Action = PolicyStep['actions'][number];
type Moment = PolicyStep['when']['kind'];
const MOMENTS: Moment[] = ['before', 'used', 'breach', 'after'];
const TYPES = ['notify', 'assign_team', 'assign_user', 'assign_on_call', 'raise_priority', 'page'] as const;
const PEOPLE = ['assignee', 'team', 'followers'] as const;

/** Warnings before, actions at, and the chain after a promise is broken. */
export function StepsEditor({ steps, onChange }: { steps: PolicyStep[]; onChange: (steps: PolicyStep[]) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {steps.map((step, at) => (
        <StepCard
          key={at}
          step={step}
          onChange={(next) => onChange(steps.map((one, index) => (index === at ? next : one)))}
          onRemove={() => onChange(steps.filter((_, index) => index !== at))}
        />
      ))}
      <Button
        mt={steps.length > 0 ? 8 : 0}
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() =>
          onChange([
            ...steps,
            { when: { kind: 'before', minutes: 30 }, actions: [{ type: 'notify', to: ['assignee'] }] },
          ])
        }
      >
        {t('policies.addStep')}
      </Button>
    </>
  );
}

interface StepProps {
  step: PolicyStep;
  onChange: (step: PolicyStep) => void;
  onRemove: () => void;
}

function StepCard({ step, onChange, onRemove }: StepProps) {
  const { t } = useTranslation();
  const { when, targets, actions } = step;
  const begin = (kind: Moment): PolicyStep['when'] =>
    kind === 'breach' ? { kind } : kind === 'used' ? { kind, percent: 75 } : { kind, minutes: when.minutes ?? 30 };
  return (
    <div className={classes.step}>
      <div className={classes.stepLine}>
        <Select
          w={200}
          aria-label={t('policies.when')}
          allowDeselect={false}
          data={MOMENTS.map((value) => ({ value, label: t(`policies.moments.${value}`) }))}
          value={when.kind}
          onChange={(kind) => kind && onChange({ ...step, when: begin(kind as Moment) })}
        />
        {(when.kind === 'before' || when.kind === 'after') && (
          <span className={classes.amount}>
            <DurationField
              label={t('policies.howLong')}
              value={when.minutes ?? null}
              onChange={(minutes) => minutes && onChange({ ...step, when: { ...when, minutes } })}
            />
          </span>
        )}
        {when.kind === 'used' && (
          <NumberInput
            w={88}
            aria-label={t('policies.percent')}
            suffix=" %"
            min={1}
            max={99}
            value={when.percent ?? ''}
            onChange={(percent) => typeof percent === 'number' && onChange({ ...step, when: { ...when, percent } })}
          />
        )}
        <MultiSelect
          className="grow"
          aria-label={t('policies.ofTargets')}
          placeholder={targets?.length ? undefined : t('policies.allTargets')}
          data={TARGETS.map((value) => ({ value, label: t(`promise.targets.${value}`) }))}
          value={targets ?? []}
          onChange={(chosen) => onChange({ ...step, targets: chosen.length > 0 ? (chosen as Target[]) : undefined })}
        />
        <ActionIcon aria-label={t('policies.removeStep')} onClick={onRemove}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      {actions.map((action, at) => (
        <ActionLine
          key={at}
          action={action}
          onChange={(next) => onChange({ ...step, actions: actions.map((one, index) => (index === at ? next : one)) })}
          onRemove={() => onChange({ ...step, actions: actions.filter((_, index) => index !== at) })}
        />
      ))}
      <Group>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange({ ...step, actions: [...actions, { type: 'raise_priority' }] })}
        >
          {t('policies.addAction')}
        </Button>
      </Group>
    </div>
  );
}

interface ActionProps {
  action: Action;
  onChange: (action: Action) => void;
  onRemove: () => void;
}

function ActionLine({ action, onChange, onRemove }: ActionProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.stepLine}>
      <Select
        w={200}
        aria-label={t('policies.action')}
        allowDeselect={false}
        data={TYPES.map((value) => ({ value, label: t(`policies.actions.${value}`) }))}
        value={action.type}
        onChange={(type) =>
          type &&
          onChange({ type, ...(type === 'notify' && { to: ['assignee'] }), ...(type === 'page' && { by: 'text' }) })
        }
      />
      <ActionValues action={action} onChange={onChange} />
      <ActionIcon aria-label={t('policies.removeAction')} onClick={onRemove}>
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

function ActionValues({ action, onChange }: Omit<ActionProps, 'onRemove'>) {
  const { t } = useTranslation();
  const teams = useTeams();
  const users = useUsers();
  const rotas = useRotas();
  const named = (list?: { id: string; name: string }[]) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const one = (key: string, label: string, data: { value: string; label: string }[], clearable = false) => (
    <Select
      key={key}
      className="grow"
      aria-label={label}
      placeholder={label}
      searchable
      clearable={clearable}
      data={data}
      value={typeof action[key] === 'string' ? action[key] : null}
      onChange={(value) => onChange({ ...action, [key]: value ?? undefined })}
    />
  );
  const several = (key: string, label: string, data: { value: string; label: string }[]) => (
    <MultiSelect
      key={key}
      className="grow"
      aria-label={label}
      placeholder={(action[key] as string[] | undefined)?.length ? undefined : label}
      searchable
      data={data}
      value={(action[key] as string[] | undefined) ?? []}
      onChange={(value) => onChange({ ...action, [key]: value.length > 0 ? value : undefined })}
    />
  );
  const rota = one('rotaId', t('policies.rota'), named(rotas.data), true);
  switch (action.type) {
    case 'assign_team':
      return one('teamId', t('policies.team'), named(teams.data));
    case 'assign_user':
      return one('userId', t('policies.person'), named(users.data));
    case 'assign_on_call':
      return one('rotaId', t('policies.rota'), named(rotas.data));
    case 'raise_priority':
      return one(
        'priority',
        t('policies.nextPriority'),
        ['normal', 'high', 'urgent'].map((value) => ({ value, label: t(`ticket.priorities.${value}`) })),
        true,
      );
    case 'page':
      return (
        <>
          {one(
            'by',
            t('policies.by'),
            ['text', 'call'].map((value) => ({ value, label: t(`policies.ways.${value}`) })),
          )}
          {several('userIds', t('policies.people'), named(users.data))}
          {rota}
        </>
      );
    default:
      return (
        <>
          {several(
            'to',
            t('policies.whom'),
            PEOPLE.map((value) => ({ value, label: t(`policies.roles.${value}`) })),
          )}
          {several('userIds', t('policies.people'), named(users.data))}
          {rota}
        </>
      );
  }
}
