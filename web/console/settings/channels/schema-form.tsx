import {
  Button,
  ColorInput,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
  PasswordInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SettingsSchema } from '../../../api/channels.types';
import classes from '../settings.module.css';
import { groupsOf } from './schema.rules';

interface Props {
  kind: string;
  schema: SettingsSchema;
  values: Record<string, unknown>;
  /** Names of the secrets that are stored: they never come back, and are only sent when they change. */
  secretsSet: string[];
  errors: Record<string, string>;
  onChange: (name: string, value: unknown) => void;
}

/** The form of a channel, drawn from its schema: a new channel needs no page of its own. */
export function SchemaForm({ kind, schema, values, secretsSet, errors, onChange }: Props) {
  const { t } = useTranslation();
  return groupsOf(schema, values).map(({ group, names }) => (
    <fieldset key={group} style={{ border: 0, margin: 0, padding: 0 }}>
      {group && (
        <legend style={{ padding: 0, fontWeight: 600, marginBottom: 8 }}>
          {t(`channelGroups.${group}`, { defaultValue: group })}
        </legend>
      )}
      <div className={classes.two}>
        {names.map((name) => (
          <Property
            key={name}
            kind={kind}
            name={name}
            schema={schema.properties?.[name] ?? {}}
            value={values[name]}
            isSet={secretsSet.includes(name)}
            isRequired={schema.required?.includes(name) ?? false}
            error={errors[`settings.${name}`] ?? errors[name]}
            onChange={(value) => onChange(name, value)}
          />
        ))}
      </div>
    </fieldset>
  ));
}

interface PropertyProps {
  kind: string;
  name: string;
  schema: SettingsSchema;
  value: unknown;
  isSet: boolean;
  isRequired: boolean;
  error?: string;
  onChange: (value: unknown) => void;
}

function Property({ kind, name, schema, value, isSet, isRequired, error, onChange }: PropertyProps) {
  const { t } = useTranslation();
  const words = { defaultValue: schema.title ?? name };
  const label = t(`channelSettings.${kind}.${name}`, words);
  const description = schema.description
    ? t(`channelSettings.${kind}.${name}Hint`, { defaultValue: schema.description })
    : undefined;
  const shared = { label, description, error };
  const current = value ?? schema.default;
  if (schema.type === 'boolean') {
    return (
      <Switch
        {...shared}
        style={{ alignSelf: 'start' }}
        checked={current === true}
        onChange={(e) => onChange(e.currentTarget.checked)}
      />
    );
  }
  if (schema.enum) {
    const data = schema.enum.map((v) => ({
      value: String(v),
      label: t(`channelValues.${String(v)}`, { defaultValue: String(v) }),
    }));
    return (
      <Select
        {...shared}
        allowDeselect={false}
        data={data}
        value={current === undefined ? null : String(current)}
        onChange={onChange}
      />
    );
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    return (
      <NumberInput
        {...shared}
        min={schema.minimum}
        max={schema.maximum}
        hideControls
        allowDecimal={schema.type === 'number'}
        value={typeof current === 'number' ? current : ''}
        onChange={(v) => onChange(v === '' ? undefined : Number(v))}
      />
    );
  }
  if (schema.type === 'array') {
    return (
      <TagsInput
        {...shared}
        value={Array.isArray(current) ? (current as string[]) : []}
        splitChars={[',', ' ']}
        onChange={onChange}
      />
    );
  }
  const text = typeof current === 'string' ? current : '';
  if (schema.writeOnly) {
    return (
      <PasswordInput
        {...shared}
        autoComplete="new-password"
        placeholder={isSet ? t(value === '' ? 'channelForm.secretRemoved' : 'channelForm.secretKept') : undefined}
        value={typeof value === 'string' ? value : ''}
        onChange={(e) => onChange(e.currentTarget.value || undefined)}
        rightSectionWidth={isSet && !isRequired && !value ? 'auto' : undefined}
        rightSection={
          isSet && !isRequired && value === undefined ? (
            <Button size="compact-sm" variant="subtle" mr={4} onClick={() => onChange('')}>
              {t('channelForm.removeSecret')}
            </Button>
          ) : undefined
        }
      />
    );
  }
  if (schema.format === 'color') {
    return <ColorInput {...shared} withEyeDropper={false} format="hex" value={text} onChange={onChange} />;
  }
  if (schema.format === 'multiline') {
    return (
      <Textarea
        {...shared}
        style={{ gridColumn: '1 / -1' }}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={schema.maxLength}
        value={text}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      type={schema.format === 'email' ? 'email' : 'text'}
      maxLength={schema.maxLength}
      value={text}
      onChange={(e) => onChange(e.currentTarget.value)}
    />
  );
}
