import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

type Actions = Record<string, Record<string, string>>;

/** What is written in the log as `team.changed`, in the reader's words. What is younger than its words is shown as it is. */
export function useAuditWords() {
  const { t, i18n } = useTranslation();
  const actions = t('auditActions', { returnObjects: true }) as unknown as Actions;
  const choices = useMemo(
    () =>
      Object.entries(actions)
        .flatMap(([noun, verbs]) => Object.entries(verbs).map(([verb, label]) => ({ value: `${noun}.${verb}`, label })))
        .toSorted((one, other) => one.label.localeCompare(other.label, i18n.language)),
    [actions, i18n.language],
  );
  const saidOf = (action: string): string => {
    const [noun = '', verb = ''] = action.split('.');
    return actions[noun]?.[verb] ?? action;
  };
  return { choices, saidOf };
}
