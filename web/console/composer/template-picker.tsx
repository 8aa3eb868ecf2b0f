import { Button, Loader, Select, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../../api/channels.api';
import type { LineTemplate } from '../../api/channels.types';
import type { FilledTemplate } from '../../api/tickets.types';
import classes from './composer.module.css';
import { useTemplateOptions } from './template-options';
import { keyOf, previewOf, type Values } from './template.rules';

interface Props {
  inboxId: string;
  /** The customer's first name: what a first variable nearly always is. */
  name: string;
  sending: boolean;
  onSend: (template: FilledTemplate) => void;
}

/** What may still be said when the customer has been silent for long: a text that the provider approved, filled in. */
export function TemplatePicker({ inboxId, name, sending, onSend }: Props) {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['templates', inboxId], queryFn: () => channels.templates(inboxId) });
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<Values>({});
  const options = useTemplateOptions(list.data ?? []);
  if (list.isPending) return <Loader size="xs" m={12} />;
  const all = list.data ?? [];
  const usable = all.filter(({ status }) => status === 'approved');
  if (all.length === 0)
    return <p className={classes.closed}>{t(list.error ? 'composer.noTemplates' : 'composer.noTemplate')}</p>;
  const template = usable.find((one) => keyOf(one) === chosen);
  const pick = (key: string | null) => {
    setChosen(key);
    const next = usable.find((one) => keyOf(one) === key);
    const first = next?.variables.find((variable) => variable.in === 'body');
    setValues(first && /nome|name|^1$/.test(first.name) ? { [`body.${first.name}`]: name } : {});
  };
  const isFilled = template?.variables.every((variable) => values[`${variable.in}.${variable.name}`]?.trim());
  return (
    <div className={classes.template}>
      <Select
        label={t('composer.template')}
        placeholder={t('composer.chooseTemplate')}
        searchable
        {...options}
        value={chosen}
        onChange={pick}
      />
      {template && (
        <>
          {template.variables.length > 0 && (
            <div className={classes.variables}>
              {template.variables.map((variable) => {
                const key = `${variable.in}.${variable.name}`;
                return (
                  <TextInput
                    key={key}
                    label={t(variable.in === 'header' ? 'composer.variableAbove' : 'composer.variable', {
                      name: variable.name,
                    })}
                    placeholder={variable.example}
                    maxLength={1000}
                    value={values[key] ?? ''}
                    onChange={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
                  />
                );
              })}
            </div>
          )}
          <Preview template={template} values={values} />
          <Button
            leftSection={<IconSend size={14} />}
            disabled={!isFilled}
            loading={sending}
            onClick={() =>
              onSend({ name: template.name, language: template.language, variables: filledOf(template, values) })
            }
          >
            {t('composer.sendTemplate')}
          </Button>
        </>
      )}
    </div>
  );
}

function Preview({ template, values }: { template: LineTemplate; values: Values }) {
  const { t } = useTranslation();
  const { header, body, footer } = previewOf(template, values);
  return (
    <div className={classes.preview} aria-label={t('composer.preview')} role="group">
      {header && <b>{header}</b>}
      <span>{body}</span>
      {footer && <small>{footer}</small>}
      {template.buttons.length > 0 && <small>{template.buttons.map((button) => `[ ${button} ]`).join('  ')}</small>}
    </div>
  );
}

const filledOf = (template: LineTemplate, values: Values): FilledTemplate['variables'] =>
  template.variables.map((variable) => ({
    in: variable.in,
    name: variable.name,
    value: (values[`${variable.in}.${variable.name}`] ?? '').trim(),
  }));
