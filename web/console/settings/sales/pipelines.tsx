import { ActionIcon, Button, Group, Modal, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTargetArrow, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/client';
import { sales } from '../../../api/sales.api';
import {
  DEAL_FIELDS,
  type ChoiceKind,
  type DealChoice,
  type DealField,
  type Pipeline,
  type Stage,
} from '../../../api/sales.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { wordsOf } from '../../feedback/notify';
import { FirstPipeline } from '../../sales/first-pipeline';
import { SALES, useChoices, usePipelines, useSalesChange } from '../../sales/sales.queries';
import { VisitRatesPart } from './visit-rates-part';
import { ShowcasePart } from './showcase-part';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import settings from '../settings.module.css';
import classes from './pipelines.module.css';

/** Pipelines with their stages, where deals come from, and why they are lost. */
export function Pipelines() {
  const { t } = useTranslation();
  const pipelines = usePipelines();
  const { gone, deleteLater } = useDeleteLater(SALES);
  const [editing, setEditing] = useState<Pipeline | 'new' | null>(null);
  return (
    <Body
      title={t('settings.sections.pipelines')}
      intro={t('pipelines.intro')}
      actions={<Button onClick={() => setEditing('new')}>{t('pipelines.new')}</Button>}
    >
      <Answer of={pipelines}>
        {(items) => (
          <List empty={t('pipelines.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((one) => (
                <Row
                  key={one.id}
                  icon={<IconTargetArrow size={20} stroke={1.6} aria-hidden="true" />}
                  title={<b>{one.name}</b>}
                  detail={[
                    one.stages.map(({ name }) => name).join(' → '),
                    one.renewalDays && t('pipelines.renewsShort', { count: one.renewalDays }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                >
                  <RowMenu
                    name={one.name}
                    onEdit={() => setEditing(one)}
                    onDelete={
                      one.openDeals === 0
                        ? () =>
                            deleteLater(one.id, t('settings.deleted', { name: one.name }), () =>
                              sales.deletePipeline(one.id),
                            )
                        : undefined
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      <Choices kind="lost_reason" />
      <Choices kind="source" />
      <ShowcasePart />
      <VisitRatesPart />
      {editing === 'new' && <FirstPipeline onClose={() => setEditing(null)} />}
      {editing && editing !== 'new' && <PipelineDialog pipeline={editing} onClose={() => setEditing(null)} />}
    </Body>
  );
}

function Choices({ kind }: { kind: ChoiceKind }) {
  const { t } = useTranslation();
  const choices = useChoices();
  const { gone, deleteLater } = useDeleteLater(SALES);
  const [editing, setEditing] = useState<DealChoice | 'new' | null>(null);
  const known = editing && editing !== 'new' ? editing : null;
  const save = useSalesChange(
    (name: string) =>
      known ? sales.changeChoice(known.id, { name, version: known.version }) : sales.createChoice(kind, name),
    true,
  );
  return (
    <Part title={t(`pipelines.${kind}.title`)} intro={t(`pipelines.${kind}.intro`)}>
      <Answer of={choices}>
        {(items) => (
          <List empty={t(`pipelines.${kind}.none`)}>
            {items
              .filter((one) => one.kind === kind && !gone.has(one.id))
              .map((one) => (
                <Row key={one.id} title={one.name}>
                  <RowMenu
                    name={one.name}
                    onEdit={() => setEditing(one)}
                    onDelete={() =>
                      deleteLater(one.id, t('settings.deleted', { name: one.name }), () => sales.deleteChoice(one.id))
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      <Button mt={8} variant="default" onClick={() => setEditing('new')}>
        {t(`pipelines.${kind}.new`)}
      </Button>
      {editing && (
        <EditDialog
          title={known?.name ?? t(`pipelines.${kind}.new`)}
          fields={[{ name: 'name', label: t('common.name'), kind: 'text', required: true }]}
          initial={{ name: known?.name ?? '' }}
          save={({ name }) => save.mutateAsync(String(name))}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}

type Edited = Omit<Stage, 'id'> & { id?: string; key: number };
let keys = 0;

function PipelineDialog({ pipeline, onClose }: { pipeline: Pipeline; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(pipeline.name);
  const [currency, setCurrency] = useState(pipeline.currency);
  const [renewalDays, setRenewalDays] = useState<number | null>(pipeline.renewalDays);
  const [stages, setStages] = useState<Edited[]>(() =>
    pipeline.stages.map((stage) => ({ ...stage, key: (keys += 1) })),
  );
  const save = useSalesChange((change: Record<string, unknown>) => sales.changePipeline(pipeline.id, change), true);
  const refused = save.error instanceof ApiError ? save.error.fields : {};
  const put = (key: number, change: Partial<Edited>) =>
    setStages(stages.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const swap = (at: number, to: number) =>
    setStages(stages.map((one, index) => (index === at ? stages[to]! : index === to ? stages[at]! : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      {
        version: pipeline.version,
        name,
        currency: currency.trim().toUpperCase(),
        renewalDays,
        stages: stages.map(({ id, name: word, probability, required, rottingDays }) => ({
          id,
          name: word,
          probability,
          required,
          rottingDays,
        })),
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={pipeline.name}>
      <form className={settings.form} onSubmit={submit}>
        {save.error && (
          <p role="alert" className="bad">
            {wordsOf(save.error)}
          </p>
        )}
        <TextInput
          data-autofocus
          label={t('common.name')}
          error={refused.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.pair}>
          <TextInput
            label={t('sales.currency')}
            error={refused.currency}
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
          />
          <NumberInput
            label={t('pipelines.renews')}
            description={t('pipelines.renewsHint')}
            error={refused.renewalDays}
            min={1}
            max={730}
            value={renewalDays ?? ''}
            onChange={(days) => setRenewalDays(typeof days === 'number' ? days : null)}
          />
        </div>
        {stages.map((stage, at) => (
          <fieldset key={stage.key} className={classes.stage}>
            <legend className="sr">{stage.name}</legend>
            <TextInput
              label={t('sales.stage')}
              error={refused[`stages.${at}.name`]}
              value={stage.name}
              onChange={(event) => put(stage.key, { name: event.currentTarget.value })}
            />
            <NumberInput
              label={t('pipelines.probability')}
              min={0}
              max={100}
              allowDecimal={false}
              value={stage.probability}
              onChange={(value) => put(stage.key, { probability: typeof value === 'number' ? value : 0 })}
            />
            <NumberInput
              label={t('pipelines.rotting')}
              min={1}
              max={730}
              allowDecimal={false}
              value={stage.rottingDays ?? ''}
              onChange={(value) => put(stage.key, { rottingDays: typeof value === 'number' ? value : null })}
            />
            <Group gap={0} wrap="nowrap">
              <ActionIcon
                aria-label={t('pipelines.earlier', { name: stage.name })}
                disabled={at === 0}
                onClick={() => swap(at, at - 1)}
              >
                <IconArrowUp size={16} stroke={1.75} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('pipelines.later', { name: stage.name })}
                disabled={at === stages.length - 1}
                onClick={() => swap(at, at + 1)}
              >
                <IconArrowDown size={16} stroke={1.75} />
              </ActionIcon>
              <ActionIcon
                aria-label={`${t('common.delete')}: ${stage.name}`}
                disabled={stages.length === 1}
                onClick={() => setStages(stages.filter(({ key }) => key !== stage.key))}
              >
                <IconX size={16} stroke={1.75} />
              </ActionIcon>
            </Group>
            <MultiSelect
              className={classes.asks}
              label={t('pipelines.asks')}
              data={DEAL_FIELDS.map((value) => ({ value, label: t(`sales.fields.${value}`) }))}
              value={stage.required}
              onChange={(required) => put(stage.key, { required: required as DealField[] })}
            />
          </fieldset>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            setStages([...stages, { name: '', probability: 50, required: [], rottingDays: null, key: (keys += 1) }])
          }
        >
          {t('pipelines.addStage')}
        </Button>
        <Group justify="flex-end" gap={8} mt={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
