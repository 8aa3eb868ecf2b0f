import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { Language, OrganisationSettings } from '../../../api/identity.types';
import { say } from '../../feedback/notify';
import { LANGUAGES, NAMES } from '../../i18n/i18n';
import { Answer, Body } from '../parts';
import classes from '../settings.module.css';
import { BrandFields } from './brand-fields';
import { TIME_ZONES } from '../../time/time-zones';

const ORGANISATION = ['settings'];

/** All two-letter codes that the browser can name. */
function useCountries(language: string) {
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    return letters
      .flatMap((a) => letters.map((b) => a + b))
      .flatMap((value) => {
        const label = names.of(value);
        return label ? [{ value, label }] : [];
      })
      .toSorted((a, b) => a.label.localeCompare(b.label, language));
  }, [language]);
}

export function Organisation() {
  const { t } = useTranslation();
  const settings = useQuery({ queryKey: ORGANISATION, queryFn: identity.settings });
  return (
    <Body title={t('settings.sections.organisation')} intro={t('organisation.intro')}>
      <Answer of={settings}>{(data) => <OrganisationForm key={data.version} settings={data} />}</Answer>
    </Body>
  );
}

function OrganisationForm({ settings }: { settings: OrganisationSettings }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const countries = useCountries(i18n.language);
  const [values, setValues] = useState(settings);
  const set = (change: Partial<OrganisationSettings>) => setValues({ ...values, ...change });
  const save = useMutation({
    mutationFn: () => {
      const { brandName, brandAccent, brandLogo, ...rest } = values;
      return identity.changeSettings({
        ...rest,
        brandName: brandName?.trim() || null,
        brandAccent: brandAccent?.trim() || null,
        // Sent only where it is another one: it is large.
        ...(brandLogo !== settings.brandLogo && { brandLogo }),
      });
    },
    onSuccess: (saved) => {
      client.setQueryData(ORGANISATION, saved);
      say(t('common.saved'));
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t('setup.company')}
        required
        withAsterisk={false}
        value={values.company}
        onChange={(e) => set({ company: e.currentTarget.value })}
      />
      <div className={classes.two}>
        <Select
          label={t('common.language')}
          description={t('organisation.languageHint')}
          allowDeselect={false}
          data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
          value={values.language}
          onChange={(language) => language && set({ language: language as Language })}
        />
        <Select
          label={t('setup.timeZone')}
          description={t('organisation.timeZoneHint')}
          searchable
          limit={60}
          allowDeselect={false}
          data={TIME_ZONES}
          value={values.timeZone}
          onChange={(timeZone) => timeZone && set({ timeZone })}
        />
      </div>
      <Select
        label={t('organisation.country')}
        description={t('organisation.countryHint')}
        searchable
        limit={60}
        allowDeselect={false}
        data={countries}
        value={values.defaultCountry}
        onChange={(defaultCountry) => defaultCountry && set({ defaultCountry })}
      />
      <Switch
        label={t('organisation.requireTotp')}
        description={t('organisation.requireTotpHint')}
        checked={values.requireTotp}
        onChange={(e) => set({ requireTotp: e.currentTarget.checked })}
      />
      <BrandFields values={values} set={set} />
      <div>
        <Button type="submit" loading={save.isPending}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
