import { ActionIcon, Button, Group as Line, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Condition, RuleTest, Vocabulary } from '../../../api/rules.types';
import { conditionOf, groupOf, isTest, valueFor, type GroupKind } from './condition.rules';
import { useWords } from './rule-choices';
import classes from './rules.module.css';
import { ValueInput } from './value-input';

const DEEPEST = 3;
/** Chosen by an id that people do not know; names and tags say the same. */
const HIDDEN = new Set(['company.id', 'contact.id', 'site']);

interface Props {
  condition: Condition;
  vocabulary: Vocabulary;
  depth?: number;
  onChange: (condition: Condition) => void;
}

/** All, any or none of some tests, and groups within groups. */
export function ConditionEditor({ condition, vocabulary, depth = 1, onChange }: Props) {
  const { t } = useTranslation();
  const { kind, items } = groupOf(condition);
  const put = (next: Condition[], as: GroupKind = kind) => onChange(conditionOf({ kind: as, items: next }));
  const replace = (at: number, one: Condition) => put(items.map((item, index) => (index === at ? one : item)));
  return (
    <div className={classes.group} data-depth={depth}>
      <Select
        w={220}
        size="xs"
        aria-label={t('rules.groupKind')}
        allowDeselect={false}
        data={(['all', 'any', 'none'] as const).map((value) => ({ value, label: t(`rules.groups.${value}`) }))}
        value={kind}
        onChange={(chosen) => chosen && put(items, chosen as GroupKind)}
      />
      {items.map((item, at) => (
        <div key={at} className={classes.item}>
          <div className="grow">
            {isTest(item) ? (
              <TestRow test={item} vocabulary={vocabulary} onChange={(next) => replace(at, next)} />
            ) : (
              <ConditionEditor
                condition={item}
                vocabulary={vocabulary}
                depth={depth + 1}
                onChange={(next) => replace(at, next)}
              />
            )}
          </div>
          <ActionIcon aria-label={t('rules.removeTest')} onClick={() => put(items.filter((_, index) => index !== at))}>
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {items.length === 0 && <p className="dim">{t('rules.always')}</p>}
      <Line gap={8}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => put([...items, { field: 'priority', op: 'is', value: 'high' }])}
        >
          {t('rules.addTest')}
        </Button>
        {depth < DEEPEST && (
          <Button size="xs" variant="subtle" onClick={() => put([...items, { any: [] }])}>
            {t('rules.addGroup')}
          </Button>
        )}
      </Line>
    </div>
  );
}

function TestRow({
  test,
  vocabulary,
  onChange,
}: {
  test: RuleTest;
  vocabulary: Vocabulary;
  onChange: (test: RuleTest) => void;
}) {
  const { t, field: nameOf, op: opWord } = useWords();
  const field = vocabulary.fields.find(({ name }) => name === test.field) ?? {
    name: test.field,
    kind: 'custom',
    ops: [test.op],
  };
  const shown = vocabulary.fields.filter(({ name }) => !HIDDEN.has(name) || name === test.field);
  const known = shown.some(({ name }) => name === test.field);
  const fields = [...shown, ...(known ? [] : [field])];
  const grouped = ['ticket', 'customer', 'moment'].map((group) => ({
    group: t(`rules.fieldGroups.${group}`),
    items: fields
      .filter((one) => groupNameOf(one.name, one.momentary) === group)
      .map(({ name }) => ({ value: name, label: nameOf(name) })),
  }));
  const choose = (name: string) => {
    const next = vocabulary.fields.find((one) => one.name === name)!;
    const op = next.ops.includes(test.op) ? test.op : next.ops[0]!;
    onChange({
      field: name,
      op,
      value: next.values && !op.startsWith('has') ? valueFor(op, next.values[0]) : valueFor(op, undefined),
    });
  };
  return (
    <div className={classes.test}>
      <Select
        aria-label={t('rules.field')}
        searchable
        allowDeselect={false}
        data={grouped}
        value={test.field}
        onChange={(name) => name && choose(name)}
      />
      <Select
        aria-label={t('rules.op')}
        allowDeselect={false}
        data={field.ops.map((value) => ({ value, label: opWord(value) }))}
        value={test.op}
        onChange={(op) => op && onChange({ ...test, op, value: valueFor(op, test.value) })}
      />
      <ValueInput field={field} op={test.op} value={test.value} onChange={(value) => onChange({ ...test, value })} />
    </div>
  );
}

function groupNameOf(name: string, momentary: boolean | undefined): string {
  if (momentary) return 'moment';
  return /^(contact|company|segment|package|contract|site|language)/.test(name) ? 'customer' : 'ticket';
}
