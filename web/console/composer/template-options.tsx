import type { ComboboxItem } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LineTemplate } from '../../api/channels.types';
import classes from './composer.module.css';
import { keyOf } from './template.rules';

/** All templates of a line: what cannot be sent stands at the end, with why not, and cannot be chosen. */
export function useTemplateOptions(all: LineTemplate[]) {
  const { t } = useTranslation();
  const whyNot = useWhyNot();
  const byKey = new Map(all.map((one) => [keyOf(one), one]));
  return {
    data: all
      .toSorted((a, b) => Number(a.status !== 'approved') - Number(b.status !== 'approved'))
      .map((one) => ({
        value: keyOf(one),
        label: `${one.name} · ${one.language}`,
        disabled: one.status !== 'approved',
      })),
    renderOption: ({ option }: { option: ComboboxItem }) => {
      const template = byKey.get(option.value);
      return (
        <span className={classes.templateOption}>
          <span>{option.label}</span>
          {template && template.status !== 'approved' && (
            <small>
              {t(`templates.states.${template.status}`)}: {whyNot(template)}
            </small>
          )}
        </span>
      );
    },
  };
}

/** Why a template cannot be sent, and what to do about it. */
export function useWhyNot() {
  const { t } = useTranslation();
  return ({ status, reason }: LineTemplate): string =>
    reason ? t(`templates.reasons.${reason}`, { defaultValue: reason }) : t(`templates.why.${status}`);
}
