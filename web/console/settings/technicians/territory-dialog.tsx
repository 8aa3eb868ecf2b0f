import { ActionIcon, Button, Group, Modal, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/client';
import { technicians } from '../../../api/technicians.api';
import type { Area, Territory } from '../../../api/technicians.types';
import { wordsOf } from '../../feedback/notify';
import settings from '../settings.module.css';
import { TECHNICIANS } from './technicians.queries';
import classes from './technicians.module.css';

/** A territory is some circles on the map: enough to say which part of town a site is in. */
export function TerritoryDialog({ territory, onClose }: { territory?: Territory; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(territory?.name ?? '');
  const [areas, setAreas] = useState<Partial<Area>[]>(territory?.areas ?? []);
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      const given = { name, areas: areas as Area[] };
      await (territory
        ? technicians.changeTerritory(territory.id, { ...given, version: territory.version })
        : technicians.createTerritory(given));
      await client.invalidateQueries({ queryKey: TECHNICIANS });
    },
    onSuccess: onClose,
  });
  const errors = saving.error instanceof ApiError ? saving.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const put = (at: number, change: Partial<Area>) =>
    setAreas(areas.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <Modal opened onClose={onClose} title={territory?.name ?? t('technicians.newTerritory')}>
      <form onSubmit={submit} className={settings.form}>
        {saving.error && !errors.name && (
          <p role="alert" className="bad">
            {wordsOf(saving.error)}
          </p>
        )}
        <TextInput
          data-autofocus
          label={t('common.name')}
          required
          withAsterisk={false}
          value={name}
          error={errors.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <b className={classes.label}>{t('technicians.areas')}</b>
          <p className={settings.small}>{t('technicians.areasHint')}</p>
          {areas.map((area, at) => (
            <div key={at} className={classes.area}>
              {(['lat', 'lng', 'km'] as const).map((key) => (
                <NumberInput
                  key={key}
                  required
                  hideControls
                  label={at === 0 ? t(`technicians.${key}`) : undefined}
                  aria-label={t(`technicians.${key}`)}
                  withAsterisk={false}
                  decimalScale={6}
                  value={area[key] ?? ''}
                  error={errors[`areas[${at}].${key}`]}
                  onChange={(value) => put(at, { [key]: typeof value === 'number' ? value : undefined })}
                />
              ))}
              <ActionIcon
                aria-label={t('technicians.removeArea')}
                onClick={() => setAreas(areas.filter((_, index) => index !== at))}
              >
                <IconX size={16} stroke={1.75} />
              </ActionIcon>
            </div>
          ))}
          <Button
            mt={8}
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAreas([...areas, { km: 10 }])}
          >
            {t('technicians.addArea')}
          </Button>
        </div>
        <Group justify="flex-end" gap={8} mt={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
