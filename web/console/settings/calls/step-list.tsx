import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReason } from './flow-faults';
import classes from './flow.module.css';
import { KINDS, moved, newStep, replaced, without } from './flow.rules';
import { StepCard, type StepsAt } from './step-card';
import { STEP_ICONS } from './step-icons';

export function StepList({ steps, path, faults, onChange }: StepsAt) {
  const { t } = useTranslation();
  const reason = useReason();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={index}>
            <StepCard
              step={step}
              path={`${path}.${index}`}
              faults={faults}
              open={open === index}
              onToggle={() => setOpen(open === index ? null : index)}
              onChange={(next) => onChange(replaced(steps, index, next))}
              onMove={(by) => {
                onChange(moved(steps, index, by));
                setOpen(null);
              }}
              onRemove={() => {
                onChange(without(steps, index));
                setOpen(null);
              }}
              isFirst={index === 0}
              isLast={index === steps.length - 1}
              list={(branch) => <StepList {...branch} />}
            />
          </li>
        ))}
      </ol>
      {faults[path] && <p className="bad">{reason(faults[path])}</p>}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="subtle" leftSection={<IconPlus size={14} />}>
            {t('callFlow.addStep')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {KINDS.map((kind) => {
            const Shape = STEP_ICONS[kind];
            return (
              <Menu.Item
                key={kind}
                leftSection={<Shape size={16} stroke={1.75} />}
                onClick={() => {
                  onChange([...steps, newStep(kind)]);
                  setOpen(steps.length);
                }}
              >
                {t(`callFlow.kinds.${kind}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
