import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { Language, Theme } from '../../../api/identity.types';
import { say } from '../../feedback/notify';
import { LANGUAGES, NAMES } from '../../i18n/i18n';
import { NotificationChoices } from '../../notifications/notification-choices';
import { ME, useMe } from '../../session/session';
import { Body } from '../parts';
import classes from '../settings.module.css';
import { TIME_ZONES } from '../../time/time-zones';

export function Profile() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [values, setValues] = useState({
    name: me.name,
    language: me.language,
    timeZone: me.timeZone,
    theme: me.theme,
    signature: me.signature ?? '',
    phone: me.phone ?? '',
  });
  const save = useMutation({
    mutationFn: () => identity.changeMe(values),
    onSuccess: (changed) => {
      client.setQueryData(ME, changed);
      say(t('common.saved'));
    },
  });
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  return (
    <Body title={t('settings.sections.profile')} intro={t('profile.intro')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t('common.name')}
          required
          withAsterisk={false}
          value={values.name}
          onChange={(e) => set({ name: e.currentTarget.value })}
        />
        <TextInput label={t('common.email')} value={me.email} readOnly />
        <div className={classes.two}>
          <Select
            label={t('common.language')}
            allowDeselect={false}
            data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
            value={values.language}
            onChange={(language) => language && set({ language: language as Language })}
          />
          <Select
            label={t('setup.timeZone')}
            searchable
            limit={60}
            allowDeselect={false}
            data={TIME_ZONES}
            value={values.timeZone}
            onChange={(timeZone) => timeZone && set({ timeZone })}
          />
          <Select
            label={t('profile.theme')}
            allowDeselect={false}
            data={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
            value={values.theme}
            onChange={(theme) => theme && set({ theme: theme as Theme })}
          />
        </div>
        <TextInput
          label={t('profile.phone')}
          description={t('profile.phoneHint')}
          type="tel"
          autoComplete="tel"
          placeholder="+55 11 98765-4321"
          value={values.phone}
          onChange={(e) => set({ phone: e.currentTarget.value })}
        />
        <Textarea
          label={t('profile.signature')}
          description={t('profile.signatureHint')}
          autosize
          minRows={3}
          value={values.signature}
          onChange={(e) => set({ signature: e.currentTarget.value })}
        />
        <div>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
      <NotificationChoices />
    </Body>
  );
}
