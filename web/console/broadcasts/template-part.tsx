import { Loader, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TemplateWording } from '../../api/broadcasts.types';
import { channels } from '../../api/channels.api';
import { useTemplateOptions } from '../composer/template-options';
import { keyOf } from '../composer/template.rules';
import classes from './broadcasts.module.css';

interface Props {
  inboxId: string;
  template: TemplateWording;
  onChange: (template: TemplateWording) => void;
}

/** A text that the provider approved; its variables are filled in for each reader. */
export function TemplatePart({ inboxId, template, onChange }: Props) {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['templates', inboxId], queryFn: () => channels.templates(inboxId) });
  const options = useTemplateOptions(list.data ?? []);
  if (list.isPending) return <Loader size="xs" />;
  const usable = (list.data ?? []).filter(({ status }) => status === 'approved');
  if (options.data.length === 0)
    return <p className={classes.hint}>{t(list.error ? 'composer.noTemplates' : 'composer.noTemplate')}</p>;
  const chosen = usable.find((one) => keyOf(one) === keyOf(template));
  const valueOf = (wanted: { in: string; name: string }) =>
    template.variables.find((one) => one.in === wanted.in && one.name === wanted.name)?.value ?? '';
  return (
    <>
      <Select
        label={t('composer.template')}
        description={t('broadcasts.templateHint')}
        placeholder={t('composer.chooseTemplate')}
        searchable
        allowDeselect={false}
        {...options}
        value={chosen ? keyOf(chosen) : null}
        onChange={(key) => {
          const next = usable.find((one) => keyOf(one) === key);
          if (!next) return;
          const variables = next.variables.map(({ in: where, name }) => ({
            in: where,
            name,
            value: /nome|name|^1$/.test(name) && where === 'body' ? '{{customer.first_name}}' : '',
          }));
          onChange({ name: next.name, language: next.language, variables });
        }}
      />
      {chosen?.variables.map((variable) => (
        <TextInput
          key={`${variable.in}.${variable.name}`}
          label={t(variable.in === 'header' ? 'composer.variableAbove' : 'composer.variable', { name: variable.name })}
          placeholder={variable.example}
          maxLength={1000}
          value={valueOf(variable)}
          onChange={(event) => {
            const value = event.currentTarget.value;
            const others = template.variables.filter((one) => one.in !== variable.in || one.name !== variable.name);
            onChange({ ...template, variables: [...others, { in: variable.in, name: variable.name, value }] });
          }}
        />
      ))}
    </>
  );
}
