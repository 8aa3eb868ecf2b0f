import type { TFunction } from 'i18next';

/** The server names the place and says it in English; the reader is told what to do, in their own. */
export function problemWords({ path, message }: { path: string; message: string }, t: TFunction): string {
  const variable = /^(\{\{.*\}\}) is no variable$/.exec(message)?.[1];
  if (variable) return t('broadcasts.problems.variable', { variable });
  if (path === 'audience') return t('broadcasts.problems.audience');
  if (path === 'content.texts') return t('broadcasts.problems.text');
  if (path === 'content.template') return t('broadcasts.problems.template');
  const filled = /^content\.template\.variables\.(.+)$/.exec(path)?.[1];
  if (filled) return t('broadcasts.problems.templateVariable', { name: filled });
  if (path.endsWith('.subject')) return t('broadcasts.problems.subject');
  if (path.endsWith('.language')) return t('broadcasts.problems.language');
  if (path.endsWith('.text') && message === 'is empty') return t('broadcasts.problems.text');
  if (path.endsWith('.text')) return t('broadcasts.problems.tooLong');
  return `${path}: ${message}`;
}
