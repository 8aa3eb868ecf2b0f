import { Button, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/client';
import { imports } from '../../../api/imports.api';
import type { Import, ImportKind, ImportOptions } from '../../../api/imports.types';
import { wordsOf } from '../../feedback/notify';
import { Part } from '../parts';
import classes from './imports.module.css';
import { useImportChange, useKinds } from './imports.queries';

/** Which column is which, and what becomes of rows that are known; then the dry run. */
export function MappingPart({ one, onChecked }: { one: Import; onChecked: () => void }) {
  const { t } = useTranslation();
  const kinds = useKinds();
  const kind = kinds.data?.find(({ key }) => key === one.kind);
  const [mapping, setMapping] = useState(one.mapping);
  const [options, setOptions] = useState<ImportOptions>(one.options);
  const check = useImportChange(async () => {
    await imports.change(one.id, { ...(one.kind && { mapping }), options });
    await imports.check(one.id);
  }, onChecked);
  const missing = kind?.fields.filter(({ key, needed }) => needed && !Object.values(mapping).includes(key)) ?? [];
  const wrong = check.error instanceof ApiError ? Object.entries(check.error.fields) : [];
  return (
    <>
      {kind && (
        <Part title={t('imports.mapping')} intro={t('imports.mappingIntro')}>
          <div className={classes.map}>
            {(one.shape.columns ?? []).map((column, at) => (
              <Column
                // oxlint-disable-next-line react/no-array-index-key -- columns are known by their place
                key={at}
                name={column || t('imports.column', { n: at + 1 })}
                samples={(one.shape.samples ?? []).map((row) => row[at] ?? '').filter(Boolean)}
                kind={kind}
                value={mapping[at] ?? null}
                taken={Object.values(mapping)}
                onChange={(field) => {
                  const { [String(at)]: _, ...rest } = mapping;
                  setMapping(field ? { ...rest, [at]: field } : rest);
                }}
              />
            ))}
          </div>
        </Part>
      )}
      <Part title={t('imports.options')}>
        <Options one={one} kind={kind} options={options} onChange={setOptions} />
      </Part>
      {missing.length > 0 && (
        <p className="bad" style={{ marginTop: 12 }}>
          {t('imports.missing', { fields: missing.map(({ key }) => t(`imports.fields.${key}`)).join(', ') })}
        </p>
      )}
      {check.error && (
        <p role="alert" className="bad">
          {wrong.length > 0 ? wrong.map(([, words]) => words).join('; ') : wordsOf(check.error)}
        </p>
      )}
      <div className={classes.foot}>
        <Button disabled={missing.length > 0} loading={check.isPending} onClick={() => check.mutate()}>
          {t('imports.check')}
        </Button>
      </div>
    </>
  );
}

interface ColumnProps {
  name: string;
  samples: string[];
  kind: ImportKind;
  value: string | null;
  taken: string[];
  onChange: (field: string | null) => void;
}

function Column({ name, samples, kind, value, taken, onChange }: ColumnProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.mapRow}>
      <div>
        <b>{name}</b>
        <small title={samples.join('\n')}>{samples.slice(0, 3).join(' · ') || t('imports.emptyColumn')}</small>
      </div>
      <IconArrowRight size={16} stroke={1.75} aria-hidden="true" />
      <Select
        aria-label={t('imports.fieldOf', { column: name })}
        placeholder={t('imports.leaveOut')}
        data={kind.fields
          .filter(({ key }) => key === value || !taken.includes(key))
          .map(({ key, label, needed }) => ({
            value: key,
            label: `${label ?? t(`imports.fields.${key}`)}${needed ? ` (${t('imports.needed')})` : ''}`,
          }))}
        value={value}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('imports.leaveOut') }}
        onChange={onChange}
      />
    </div>
  );
}

interface OptionsProps {
  one: Import;
  kind: ImportKind | undefined;
  options: ImportOptions;
  onChange: (options: ImportOptions) => void;
}

function Options({ one, kind, options, onChange }: OptionsProps) {
  const { t } = useTranslation();
  const set = (change: Partial<ImportOptions>) => onChange({ ...options, ...change });
  const isExport = one.source !== 'csv';
  const ways = ['skip', ...(isExport || kind?.updates ? ['update'] : []), ...(isExport ? [] : ['create'])];
  const people = isExport || one.kind === 'contacts' || one.kind === 'tickets';
  return (
    <div className={classes.options}>
      <Select
        label={t('imports.duplicates')}
        description={
          kind && kind.knownBy.length > 0
            ? t('imports.knownBy', { fields: kind.knownBy.map((key) => t(`imports.fields.${key}`)).join(', ') })
            : t('imports.knownById')
        }
        data={ways.map((value) => ({ value, label: t(`imports.ways.${value}`) }))}
        value={options.duplicates}
        allowDeselect={false}
        onChange={(value) => value && set({ duplicates: value as ImportOptions['duplicates'] })}
      />
      <TagsInput
        label={t('imports.tags')}
        description={t('imports.tagsHint')}
        value={options.tags}
        splitChars={[',', ';']}
        onChange={(tags) => set({ tags })}
      />
      {people && (
        <TextInput
          label={t('imports.country')}
          description={t('imports.countryHint')}
          maxLength={2}
          value={options.country}
          onChange={(event) => set({ country: event.currentTarget.value.toUpperCase() })}
        />
      )}
      {isExport && (
        <TextInput
          label={t('imports.account')}
          description={t('imports.accountHint')}
          maxLength={60}
          value={options.account}
          onChange={(event) => set({ account: event.currentTarget.value })}
        />
      )}
      {(isExport || one.kind === 'tickets') && (
        <Select
          label={t('imports.openTickets')}
          description={t('imports.openTicketsHint')}
          data={(['keep', 'close'] as const).map((value) => ({ value, label: t(`imports.openWays.${value}`) }))}
          value={options.openTickets}
          allowDeselect={false}
          onChange={(value) => value && set({ openTickets: value as ImportOptions['openTickets'] })}
        />
      )}
      {people && (
        <Switch
          label={t('imports.makeCompanies')}
          description={t('imports.makeCompaniesHint')}
          checked={options.makeCompanies}
          onChange={(event) => set({ makeCompanies: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}
