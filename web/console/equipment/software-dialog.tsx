import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { equipment } from '../../api/equipment.api';
import type { WholeUnit } from '../../api/equipment.types';
import { FormDialog } from './dialog';
import classes from './equipment.module.css';
import { useKeep } from './equipment.queries';

/** All that is installed, with versions. */
export function SoftwareDialog({ unit, onClose }: { unit: WholeUnit; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const [rows, setRows] = useState(() => [
    ...unit.software.map(({ name, version }) => ({ name, version })),
    ...(unit.software.length === 0 ? [{ name: '', version: '' }] : []),
  ]);
  const put = (at: number, change: Partial<(typeof rows)[number]>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const filled = rows.filter((row) => row.name.trim() || row.version.trim());
  return (
    <FormDialog
      title={`${t('equipment.software')}: ${unit.tag}`}
      action={t('common.save')}
      ready={filled.every((row) => row.name.trim() && row.version.trim())}
      save={() => equipment.noteSoftware(unit.id, filled)}
      done={(saved) => keep(saved)}
      onClose={onClose}
    >
      {() => (
        <>
          {rows.map((row, at) => (
            <div key={at} className={classes.softwareRow}>
              <TextInput
                aria-label={t('common.name')}
                placeholder={t('common.name')}
                maxLength={120}
                value={row.name}
                onChange={(event) => put(at, { name: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t('equipment.version')}
                placeholder={t('equipment.version')}
                maxLength={60}
                value={row.version}
                onChange={(event) => put(at, { version: event.currentTarget.value })}
              />
              <ActionIcon
                aria-label={`${t('common.delete')}: ${row.name || at + 1}`}
                onClick={() => setRows(rows.filter((_, index) => index !== at))}
              >
                <IconTrash size={16} stroke={1.6} />
              </ActionIcon>
            </div>
          ))}
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setRows([...rows, { name: '', version: '' }])}
          >
            {t('equipment.addSoftware')}
          </Button>
        </>
      )}
    </FormDialog>
  );
}
