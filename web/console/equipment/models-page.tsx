import { Button, TextInput } from '@mantine/core';
import { IconBooks, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { equipment } from '../../api/equipment.api';
import type { Model } from '../../api/equipment.types';
import { EmptyState } from '../../ui/empty-state';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useKeep, useModels } from './equipment.queries';
import classes from './equipment.module.css';
import { EquipmentTabs } from './tabs';
import { modelName, ModelIcon } from './unit-words';

/** The catalogue: what units are of, and what may take the place of what. */
export function ModelsPage() {
  return useCan()('equipment:read') ? <Models /> : <NotFound />;
}

function Models() {
  const { t } = useTranslation();
  const mayManage = useCan()('equipment:manage');
  const mayRead = useCan()('telemetry:read');
  const list = useModels();
  const [typed, setTyped] = useState('');
  const [editing, setEditing] = useState<Model | 'new' | null>(null);
  const wanted = typed.trim().toLocaleLowerCase();
  const models = (list.data ?? []).filter((model) =>
    `${modelName(model)} ${model.kind}`.toLocaleLowerCase().includes(wanted),
  );
  return (
    <main className={classes.scroll}>
      <div className={classes.body}>
        <header className={classes.head}>
          <h1 className="grow">{t('equipment.title')}</h1>
          {mayManage && (
            <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
              {t('equipment.newModel')}
            </Button>
          )}
        </header>
        <EquipmentTabs />
        {list.error && !list.data && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && (
          <EmptyState icon={IconBooks} title={t('equipment.noModels')}>
            {t('equipment.noModelsHint')}
          </EmptyState>
        )}
        {list.data && list.data.length > 0 && (
          <>
            <div className={classes.filters}>
              <TextInput
                className={classes.search}
                aria-label={t('equipment.searchModels')}
                placeholder={t('equipment.searchModels')}
                leftSection={<IconSearch size={16} stroke={1.75} />}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            </div>
            <ul className={classes.list}>
              {models.map((model) => (
                <li key={model.id} className={classes.modelRow} data-gone={!model.active || undefined}>
                  <span className={classes.shape}>
                    <ModelIcon kind={model.kind} size={18} />
                  </span>
                  <span className={classes.name}>
                    {mayRead ? (
                      <Link className="cut" to={`/equipment/models/${model.id}`}>
                        <b>{modelName(model)}</b>
                      </Link>
                    ) : (
                      <b className="cut">{modelName(model)}</b>
                    )}
                    <span className="cut">
                      {[
                        model.kind,
                        t(`equipment.families.${model.family}`),
                        model.part && t('equipment.isPart'),
                        !model.active && t('equipment.notBought'),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <span className={classes.instead}>
                    {model.substitutes.length > 0 &&
                      t('equipment.instead', { names: model.substitutes.map(modelName).join(', ') })}
                  </span>
                  <Link className="link" to={`/equipment?model=${model.id}`}>
                    {t('equipment.nUnits', { count: model.units })}
                  </Link>
                  <span className="mid">{t('equipment.nInStock', { count: model.inStock })}</span>
                  {mayManage && (
                    <Button variant="subtle" size="xs" onClick={() => setEditing(model)}>
                      {t('common.edit')}
                    </Button>
                  )}
                </li>
              ))}
              {models.length === 0 && <li className={classes.none}>{t('equipment.nothingFound')}</li>}
            </ul>
          </>
        )}
      </div>
      {editing && (
        <ModelDialog
          model={editing === 'new' ? null : editing}
          models={list.data ?? []}
          onClose={() => setEditing(null)}
        />
      )}
    </main>
  );
}

function ModelDialog({ model, models, onClose }: { model: Model | null; models: Model[]; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeep();
  return (
    <EditDialog
      title={model ? modelName(model) : t('equipment.newModel')}
      fields={[
        { name: 'maker', label: t('equipment.maker'), kind: 'text', required: true },
        { name: 'name', label: t('equipment.modelName'), kind: 'text', required: true },
        { name: 'kind', label: t('equipment.kind'), hint: t('equipment.kindHint'), kind: 'text', required: true },
        {
          name: 'family',
          label: t('equipment.family'),
          kind: 'select',
          required: true,
          choices: ['it', 'iot'].map((value) => ({ value, label: t(`equipment.families.${value}`) })),
        },
        { name: 'part', label: t('equipment.isPart'), hint: t('equipment.isPartHint'), kind: 'switch' },
        {
          name: 'substituteIds',
          label: t('equipment.substitutes'),
          hint: t('equipment.substitutesHint'),
          kind: 'several',
          choices: models
            .filter((one) => one.id !== model?.id)
            .map((one) => ({ value: one.id, label: modelName(one) })),
        },
        { name: 'about', label: t('equipment.notes'), kind: 'multiline' },
        { name: 'active', label: t('equipment.isOffered'), kind: 'switch', when: () => model !== null },
      ]}
      initial={
        model
          ? { ...model, about: model.about ?? '', substituteIds: model.substitutes.map(({ id }) => id) }
          : { family: 'it', part: false, substituteIds: [] }
      }
      save={async ({ maker, name, kind, family, part, substituteIds, about, active }) => {
        const body = { maker, name, kind, family, part, substituteIds, about: about || null };
        if (model) await equipment.changeModel(model.id, { ...body, active, version: model.version });
        else await equipment.createModel(body);
        await keep();
      }}
      onClose={onClose}
    />
  );
}
