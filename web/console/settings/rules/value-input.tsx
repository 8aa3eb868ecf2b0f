import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { VocabularyField } from '../../../api/rules.types';
import { takesList, takesNothing } from './condition.rules';
import { useWords } from './rule-choices';

interface Props {
  field: VocabularyField;
  op: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** The value of a test, chosen from a list where there is one. */
export function ValueInput({ field, op, value, onChange }: Props) {
  const { t, word, choices, field: nameOf } = useWords();
  if (takesNothing(op)) return null;
  const label = t('rules.value', { field: nameOf(field.name) });
  const several = takesList(op);
  const listed = field.values?.map((one) => ({ value: one, label: word(field.name, one) })) ?? choices(field.of);
  const list = Array.isArray(value) ? value.map(String) : [];
  const text = value === null || value === undefined ? '' : String(value);
  if (field.kind === 'flag') {
    return (
      <Select
        aria-label={label}
        allowDeselect={false}
        data={['true', 'false'].map((one) => ({ value: one, label: t(one === 'true' ? 'common.yes' : 'common.no') }))}
        value={String(value === true)}
        onChange={(chosen) => onChange(chosen === 'true')}
      />
    );
  }
  if (field.kind === 'number') {
    return (
      <NumberInput
        aria-label={label}
        required
        value={text === '' ? '' : Number(text)}
        onChange={(given) => onChange(given === '' ? '' : Number(given))}
      />
    );
  }
  const isOpen = field.kind === 'text' || field.kind === 'set' || field.kind === 'words' || field.kind === 'custom';
  if (several && (isOpen || !listed) && !(field.kind === 'set' && field.values)) {
    return (
      <TagsInput
        aria-label={label}
        data={listed?.map((one) => one.value) ?? []}
        value={list}
        splitChars={[',', ';']}
        placeholder={list.length === 0 ? t('rules.several') : undefined}
        acceptValueOnBlur
        onChange={onChange}
      />
    );
  }
  if (several)
    return <MultiSelect aria-label={label} searchable data={listed ?? []} value={list} onChange={onChange} />;
  if (listed && !isOpen) {
    return (
      <Select
        aria-label={label}
        required
        searchable={listed.length > 8}
        allowDeselect={false}
        data={listed}
        value={text || null}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput aria-label={label} required value={text} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
