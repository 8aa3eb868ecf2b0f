import {
  Button,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { wordsOf } from '../feedback/notify';
import classes from './settings.module.css';

type Choice = { value: string; label: string };
export type Values = Record<string, unknown>;

/** What the browser calls them. */
const INPUTS: Record<string, string> = { secret: 'password', datetime: 'datetime-local', date: 'date', time: 'time' };

/** What a field of a screen's own is told: also the others, on which it may depend. */
export interface OwnField {
  value: unknown;
  values: Values;
  error?: string;
  onChange: (value: unknown) => void;
}

export interface FieldSpec {
  name: string;
  label: string;
  kind:
    | 'text'
    | 'email'
    | 'url'
    | 'secret'
    | 'datetime'
    | 'date'
    | 'time'
    | 'multiline'
    | 'select'
    | 'several'
    | 'tags'
    | 'switch'
    | 'number'
    | 'own';
  hint?: string;
  choices?: Choice[];
  required?: boolean;
  readOnly?: boolean;
  /** For `own`: what stands there instead of one of ours. */
  render?: (field: OwnField) => ReactNode;
  /** Shown only while this holds. */
  when?: (values: Values) => boolean;
}

interface Props {
  title: string;
  fields: FieldSpec[];
  initial: Values;
  save: (values: Values) => Promise<unknown>;
  onClose: () => void;
  saveLabel?: string;
  /** What else can be done with it, at the other end of the foot. */
  foot?: ReactNode;
  size?: 'md' | 'lg';
}

/** A small form in a dialog; what the server says about a field stands at the field. */
export function EditDialog({ title, fields, initial, save, onClose, saveLabel, foot, size }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>(initial);
  const saving = useMutation({ meta: { quiet: true }, mutationFn: () => save(values), onSuccess: onClose });
  const refused = saving.error instanceof ApiError ? saving.error.fields : {};
  const shown = fields.filter((field) => field.when?.(values) ?? true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size}>
      <form onSubmit={submit} className={classes.form}>
        {saving.error && !shown.some((field) => refused[field.name]) && (
          <p role="alert" className="bad">
            {wordsOf(saving.error)}
          </p>
        )}
        {shown.map((field, index) => (
          <Field
            key={field.name}
            field={field}
            value={values[field.name]}
            values={values}
            error={refused[field.name]}
            first={index === 0}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        <Group justify="flex-end" gap={8} mt={8}>
          {foot && <span style={{ marginRight: 'auto' }}>{foot}</span>}
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {saveLabel ?? t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Field({
  field,
  value,
  values,
  error,
  first,
  onChange,
}: {
  field: FieldSpec;
  value: unknown;
  values: Values;
  error?: string;
  first: boolean;
  onChange: (value: unknown) => void;
}) {
  const shared = {
    label: field.label,
    description: field.hint,
    error,
    required: field.required,
    withAsterisk: false,
    readOnly: field.readOnly,
    ...(first && { 'data-autofocus': true }),
  };
  const text = typeof value === 'string' ? value : '';
  const several = Array.isArray(value) ? (value as string[]) : [];
  switch (field.kind) {
    case 'own':
      return field.render?.({ value, values, error, onChange });
    case 'select':
      return (
        <Select
          {...shared}
          data={field.choices ?? []}
          value={text || null}
          clearable={!field.required}
          allowDeselect={!field.required}
          searchable={(field.choices?.length ?? 0) > 8}
          onChange={onChange}
        />
      );
    case 'several':
      return (
        <MultiSelect
          {...shared}
          required={false}
          data={field.choices ?? []}
          value={several}
          searchable
          onChange={onChange}
        />
      );
    case 'tags':
      return <TagsInput {...shared} required={false} value={several} splitChars={[',', ';']} onChange={onChange} />;
    case 'switch':
      return (
        <Switch
          label={field.label}
          description={field.hint}
          error={error}
          checked={value === true}
          onChange={(e) => onChange(e.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(given) => onChange(typeof given === 'number' ? given : null)}
        />
      );
    case 'multiline':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={4}
          maxRows={14}
          value={text}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          type={INPUTS[field.kind] ?? field.kind}
          autoComplete={field.kind === 'secret' ? 'new-password' : 'off'}
          value={text}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
  }
}
