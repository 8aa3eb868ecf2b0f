import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../../api/customers.api';
import type { CustomField } from '../../../api/customers.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { useTags } from '../../queue/lookups.queries';
import { TagMark } from '../../../ui/tag-mark';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';

const FIELDS = ['custom-fields'];
const TARGETS = ['ticket', 'contact', 'company'] as const;
const TYPES = ['text', 'number', 'date', 'boolean', 'select'] as const;

/** A key from a label: what scripts will call the field. */
const keyOf = (label: string): string =>
  label
    .normalize('NFD')
    .replace(/[^\w\s]/g, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '_')
    .slice(0, 40);

export function CustomFields() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tags = useTags();
  const fields = useQuery({ queryKey: FIELDS, queryFn: customers.customFields });
  const { gone, deleteLater } = useDeleteLater(FIELDS);
  const [editing, setEditing] = useState<Partial<CustomField> | null>(null);
  return (
    <Body
      title={t('settings.sections.fields')}
      intro={t('fields.intro')}
      actions={<Button onClick={() => setEditing({ target: 'ticket', type: 'text' })}>{t('fields.new')}</Button>}
    >
      <Answer of={fields}>
        {(items) => (
          <List empty={t('fields.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((field) => (
                <Row
                  key={field.id}
                  title={<b>{field.label}</b>}
                  detail={[t(`fields.targets.${field.target}`), t(`fields.types.${field.type}`), field.key].join(' · ')}
                >
                  <RowMenu
                    name={field.label}
                    onEdit={() => setEditing(field)}
                    onDelete={() =>
                      deleteLater(field.id, t('settings.deleted', { name: field.label }), () =>
                        customers.deleteCustomField(field.id),
                      )
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      <Part title={t('ticket.tags')} intro={t('fields.tagsHint')}>
        <Answer of={tags}>
          {(items) => (
            <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
              {items.map((tag) => (
                <TagMark key={tag}>{tag}</TagMark>
              ))}
              {items.length === 0 && <span className="mid">{t('ticket.noTags')}</span>}
            </div>
          )}
        </Answer>
      </Part>
      {editing && (
        <EditDialog
          title={t(editing.id ? 'fields.edit' : 'fields.new')}
          fields={[
            { name: 'label', label: t('common.name'), kind: 'text', required: true },
            ...(editing.id
              ? []
              : [
                  {
                    name: 'target',
                    label: t('fields.target'),
                    kind: 'select' as const,
                    required: true,
                    choices: TARGETS.map((value) => ({ value, label: t(`fields.targets.${value}`) })),
                  },
                  {
                    name: 'type',
                    label: t('ticket.type'),
                    kind: 'select' as const,
                    required: true,
                    choices: TYPES.map((value) => ({ value, label: t(`fields.types.${value}`) })),
                  },
                ]),
            { name: 'options', label: t('fields.options'), kind: 'tags', when: (values) => values.type === 'select' },
          ]}
          initial={{ ...editing }}
          save={async ({ label, target, type, options }) => {
            const choices = type === 'select' ? { options } : {};
            if (editing.id)
              await customers.changeCustomField(editing.id, { label, ...choices, version: editing.version });
            else await customers.createCustomField({ target, type, label, key: keyOf(String(label)), ...choices });
            await client.invalidateQueries({ queryKey: FIELDS });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
