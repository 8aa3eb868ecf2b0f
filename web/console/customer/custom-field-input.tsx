import { Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CustomField } from '../../api/customers.types';

interface Props {
  field: CustomField;
  value: unknown;
  readOnly?: boolean;
  onChange: (value: unknown) => void;
  /** In a form of its own rather than within a line of the panel. */
  framed?: boolean;
}

export function CustomFieldInput({ field, value, readOnly, onChange, framed }: Props) {
  const shown = value === null || value === undefined ? '' : String(value);
  const variant = framed ? 'default' : 'unstyled';
  const label = framed ? field.label : undefined;
  if (field.type === 'boolean') {
    return (
      <Checkbox
        label={label}
        aria-label={field.label}
        checked={value === true}
        disabled={readOnly}
        onChange={(e) => onChange(e.currentTarget.checked)}
      />
    );
  }
  if (field.type === 'select') {
    return (
      <Select
        variant={variant}
        label={label}
        aria-label={field.label}
        readOnly={readOnly}
        clearable
        placeholder="–"
        data={field.options ?? []}
        value={shown || null}
        onChange={onChange}
      />
    );
  }
  // A value that was changed elsewhere begins anew.
  return <TypedInput key={shown} field={field} shown={shown} readOnly={readOnly} onChange={onChange} framed={framed} />;
}

function TypedInput({ field, shown, readOnly, onChange, framed }: Omit<Props, 'value'> & { shown: string }) {
  const [typed, setTyped] = useState(shown);
  const commit = () => {
    if (typed === shown) return;
    onChange(typed === '' ? null : field.type === 'number' ? Number(typed) : typed);
  };
  return (
    <TextInput
      variant={framed ? 'default' : 'unstyled'}
      label={framed ? field.label : undefined}
      aria-label={field.label}
      readOnly={readOnly}
      placeholder="–"
      type={field.type === 'number' ? 'number' : field.type === 'date' ? 'date' : 'text'}
      value={typed}
      onChange={(e) => setTyped(e.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(e) => e.key === 'Enter' && commit()}
    />
  );
}
