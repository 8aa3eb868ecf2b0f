import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChecklistLine } from '../../../api/technicians.types';
import classes from './technicians.module.css';

/** What is to be done at a visit, line by line: of a kind of visit, or of one visit. */
export function ChecklistField({
  lines,
  onChange,
}: {
  lines: ChecklistLine[];
  onChange: (lines: ChecklistLine[]) => void;
}) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<ChecklistLine>) =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...change } : line)));
  return (
    <>
      {lines.map((line, at) => (
        <div key={line.id ?? `new-${at}`} className={classes.check}>
          <TextInput
            aria-label={t('technicians.line', { number: at + 1 })}
            value={line.text}
            onChange={(event) => put(at, { text: event.currentTarget.value })}
          />
          <Checkbox
            label={t('technicians.required')}
            checked={line.required}
            onChange={(event) => put(at, { required: event.currentTarget.checked })}
          />
          <ActionIcon
            aria-label={t('technicians.removeLine', { number: at + 1 })}
            onClick={() => onChange(lines.filter((_, index) => index !== at))}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <Button
        mt={lines.length > 0 ? 8 : 0}
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...lines, { text: '', required: false }])}
      >
        {t('technicians.addLine')}
      </Button>
    </>
  );
}
