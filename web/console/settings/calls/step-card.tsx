import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../../api/call-flow.types';
import { useReason } from './flow-faults';
import classes from './flow.module.css';
import { newKey, replaced, without } from './flow.rules';
import { KeyFields } from './key-fields';
import { StepFields } from './step-fields';
import { STEP_ICONS } from './step-icons';

/** A list of steps, and where it stands in the flow as the server names faults. */
export interface StepsAt {
  steps: Step[];
  path: string;
  faults: Record<string, string>;
  onChange: (steps: Step[]) => void;
}

interface Props {
  step: Step;
  path: string;
  faults: Record<string, string>;
  open: boolean;
  isFirst: boolean;
  isLast: boolean;
  onToggle: () => void;
  onChange: (step: Step) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  /** Draws a branch: a list of steps like the one in which this stands. */
  list: (branch: StepsAt) => React.ReactNode;
}

/** A step is one line until it is opened; its branches always show, because they are the flow. */
export function StepCard(props: Props) {
  const { step, path, faults, open, onChange } = props;
  const { t, i18n } = useTranslation();
  const reason = useReason();
  const Shape = STEP_ICONS[step.do];
  const language = i18n.language.startsWith('pt') ? 'pt' : 'en';
  const said = step.prompt?.say[language] || step.prompt?.say.pt || step.prompt?.say.en || step.to || '';
  const isWrong = Object.keys(faults).some(
    (at) =>
      at === path ||
      (at.startsWith(`${path}.`) && !/\.(open|closed|otherwise|wrong|steps)\./.test(at.slice(path.length))),
  );
  const branch = (name: 'open' | 'closed' | 'otherwise' | 'wrong') =>
    step[name] && (
      <Branch label={t(`callFlow.branches.${step.do}-${name}`, { defaultValue: t(`callFlow.branches.${name}`) })}>
        {props.list({
          steps: step[name],
          path: `${path}.${name}`,
          faults,
          onChange: (steps) => onChange({ ...step, [name]: steps }),
        })}
      </Branch>
    );
  return (
    <div className={classes.step} data-wrong={isWrong || undefined}>
      <div className={classes.stepHead}>
        <button type="button" className={classes.stepName} aria-expanded={open} onClick={props.onToggle}>
          <IconChevronRight size={14} data-open={open || undefined} aria-hidden="true" />
          <Shape size={16} stroke={1.75} aria-hidden="true" />
          <b>{t(`callFlow.kinds.${step.do}`)}</b>
          <span className="cut dim">{said}</span>
        </button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('callFlow.up')}
          disabled={props.isFirst}
          onClick={() => props.onMove(-1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('callFlow.down')}
          disabled={props.isLast}
          onClick={() => props.onMove(1)}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('callFlow.remove')} onClick={props.onRemove}>
          <IconTrash size={14} />
        </ActionIcon>
      </div>
      {faults[path] && <p className={`bad ${classes.fault}`}>{reason(faults[path])}</p>}
      {open && <StepFields step={step} path={path} faults={faults} onChange={onChange} />}
      {branch('open')}
      {branch('closed')}
      {step.keys?.map((key, index) => (
        <Branch
          key={index}
          label={
            open ? (
              <KeyFields
                of={key}
                path={`${path}.keys.${index}`}
                faults={faults}
                onChange={(next) => onChange({ ...step, keys: replaced(step.keys!, index, next) })}
                onRemove={() => onChange({ ...step, keys: without(step.keys!, index) })}
              />
            ) : (
              t('callFlow.key', { digit: key.digit, label: key.label })
            )
          }
        >
          {props.list({
            steps: key.steps,
            path: `${path}.keys.${index}.steps`,
            faults,
            onChange: (steps) => onChange({ ...step, keys: replaced(step.keys!, index, { ...key, steps }) }),
          })}
        </Branch>
      ))}
      {open && step.keys && (
        <Button
          size="xs"
          variant="subtle"
          ml={16}
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange({ ...step, keys: [...step.keys!, newKey(step.keys!)] })}
        >
          {t('callFlow.addKey')}
        </Button>
      )}
      {branch('otherwise')}
      {branch('wrong')}
    </div>
  );
}

function Branch({ label, children }: { label: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className={classes.branch}>
      <div className={classes.branchName}>{label}</div>
      {children}
    </div>
  );
}
