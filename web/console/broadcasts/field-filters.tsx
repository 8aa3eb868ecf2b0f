import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { FieldFilter } from '../../api/broadcasts.types';
import classes from './broadcasts.module.css';

interface Props {
  fields: FieldFilter[];
  onChange: (fields: FieldFilter[]) => void;
}

/** By the fields that the organisation has made for itself. */
export function FieldFilters({ fields, onChange }: Props) {
  const { t } = useTranslation();
  const known = useQuery({ queryKey: ['custom-fields'], queryFn: customers.customFields, staleTime: 5 * 60_000 });
  const own = (known.data ?? []).filter(({ target }) => target !== 'ticket');
  if (own.length === 0) return null;
  const put = (at: number, change: Partial<FieldFilter>) =>
    onChange(fields.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <>
      {fields.map((field, at) => {
        const definition = own.find(({ target, key }) => target === field.target && key === field.key);
        const label = t('broadcasts.filters.fieldIs');
        return (
          <div key={at} className={classes.fieldFilter}>
            <Select
              aria-label={t('broadcasts.filters.field')}
              allowDeselect={false}
              data={own.map((one) => ({
                value: `${one.target} ${one.key}`,
                label: `${t(`broadcasts.filters.of.${one.target}`)}: ${one.label}`,
              }))}
              value={definition ? `${field.target} ${field.key}` : null}
              onChange={(value) => {
                const [target, key] = (value ?? '').split(' ');
                if (key) put(at, { target: target as FieldFilter['target'], key, value: '' });
              }}
            />
            {definition?.type === 'select' || definition?.type === 'boolean' ? (
              <Select
                aria-label={label}
                data={
                  definition.type === 'boolean'
                    ? [
                        { value: 'true', label: t('common.yes') },
                        { value: 'false', label: t('common.no') },
                      ]
                    : (definition.options ?? [])
                }
                value={field.value || null}
                onChange={(value) => put(at, { value: value ?? '' })}
              />
            ) : (
              <TextInput
                aria-label={label}
                maxLength={200}
                value={field.value}
                onChange={(event) => put(at, { value: event.currentTarget.value })}
              />
            )}
            <ActionIcon
              aria-label={t('broadcasts.filters.removeField')}
              onClick={() => onChange(fields.filter((_, index) => index !== at))}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </div>
        );
      })}
      {fields.length < 10 && (
        <Button
          variant="subtle"
          size="xs"
          className={classes.addField}
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            const first = own[0]!;
            onChange([...fields, { target: first.target as FieldFilter['target'], key: first.key, value: '' }]);
          }}
        >
          {t('broadcasts.filters.addField')}
        </Button>
      )}
    </>
  );
}
