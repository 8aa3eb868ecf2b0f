import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Extension } from '../../../api/call-flow.types';
import { useUsers } from '../../queue/lookups.queries';
import classes from './flow.module.css';
import { replaced, without } from './flow.rules';

interface Props {
  extensions: Extension[];
  faults: Record<string, string>;
  onChange: (extensions: Extension[]) => void;
}

/** Numbers that callers dial directly: a person at their console, or an outside number. */
export function ExtensionsField({ extensions, faults, onChange }: Props) {
  const { t } = useTranslation();
  const users = useUsers();
  return (
    <div>
      <h3 className={classes.heading}>{t('callFlow.extensions')}</h3>
      {extensions.map((one, index) => {
        const set = (change: Partial<Extension>) => onChange(replaced(extensions, index, { ...one, ...change }));
        const fault = (name: string) => faults[`extensions.${index}.${name}`];
        return (
          <div key={index} className={classes.key}>
            <TextInput
              w={88}
              aria-label={t('callFlow.extension')}
              placeholder="201"
              value={one.number}
              error={fault('number')}
              onChange={(event) => set({ number: event.currentTarget.value })}
            />
            <TextInput
              className="grow"
              aria-label={t('common.name')}
              placeholder={t('common.name')}
              value={one.name}
              error={fault('name')}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <Select
              className="grow"
              aria-label={t('callFlow.person')}
              placeholder={t('callFlow.person')}
              clearable
              searchable
              data={(users.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={one.userId ?? null}
              error={faults[`extensions.${index}`]}
              onChange={(userId) => set({ userId: userId ?? undefined, ...(userId && { phone: undefined }) })}
            />
            <TextInput
              className="grow"
              aria-label={t('callFlow.orNumber')}
              placeholder={t('callFlow.orNumber')}
              disabled={Boolean(one.userId)}
              value={one.phone ?? ''}
              error={fault('phone')}
              onChange={(event) => set({ phone: event.currentTarget.value.replace(/[\s().-]/g, '') || undefined })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('callFlow.removeExtension')}
              onClick={() => onChange(without(extensions, index))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...extensions, { number: '', name: '' }])}
      >
        {t('callFlow.addExtension')}
      </Button>
    </div>
  );
}
