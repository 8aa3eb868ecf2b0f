import { Button } from '@mantine/core';
import { notifications, type NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { ApiError } from '../../api/client';
import { newId } from '../../api/ids';
import { codeWords, fieldName, fieldWords } from '../refusals/refusal-words';

/** Every destructive or bulk action can be taken back for this long. */
export const UNDO_MS = 10_000;

export function say(message: string): void {
  show({ message, role: 'status' });
}

/** The cross that puts it away has a name as well. */
const show = (note: NotificationData) =>
  notifications.show({ closeButtonProps: { 'aria-label': i18next.t('common.close') }, ...note });

/** What went wrong, in words that tell what to do. */
export function wordsOf(error: unknown): string {
  const t = i18next.t;
  if (!(error instanceof ApiError)) return t('errors.unexpected');
  const known = `errors.codes.${error.code}`;
  if (i18next.exists(known)) return t(known, { seconds: error.retryAfter });
  if (error.status === 0) return t('errors.codes.offline');
  const { errors, detail } = error.problem;
  if (error.code === 'invalid' && errors?.length) return errors.map(fieldProblem).join('; ');
  const said = codeWords(error.code) ?? (GENERAL.has(error.code) ? undefined : detail);
  if (said) return said;
  if (error.status === 409) return t('errors.conflict');
  if (error.status === 403) return t('errors.forbidden');
  if (error.status === 404) return t('errors.notFound');
  if (error.status === 429) return t('errors.slowDown', { seconds: error.retryAfter ?? 10 });
  if (error.status >= 500) return t('errors.server', { id: error.problem.correlationId ?? '–' });
  return errors?.map(fieldProblem).join('; ') || error.message;
}

/** Codes that say no more than their status does. All others have a reason that helps whoever reads it. */
const GENERAL = new Set([
  'error',
  'stale_version',
  'forbidden',
  'not_found',
  'rate_limited',
  'too_many_attempts',
  'internal',
  'unauthorized',
]);

function fieldProblem({ path, message }: { path: string; message: string }): string {
  const name = fieldName(path);
  const words = fieldWords(message);
  return name || words === message ? `${name ?? path}: ${words}` : words;
}

export function sayProblem(error: unknown): void {
  show({ message: wordsOf(error), color: 'red', role: 'alert', autoClose: 9000 });
}

/** What went wrong with some of many, each by name; it stays until it is put away. */
export function sayProblems(title: string, lines: string[]): void {
  show({
    title,
    color: 'red',
    role: 'alert',
    autoClose: false,
    message: lines.map((line) => <div key={line}>{line}</div>),
  });
}

/** Says what was done, with a way back. */
export function offerUndo(message: string, undo: () => unknown, ms: number = UNDO_MS): void {
  const id = newId();
  show({
    id,
    role: 'status',
    autoClose: ms,
    withAutoCloseProgress: true,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span className="grow">{message}</span>
        <Button
          size="xs"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            void Promise.resolve(undo()).catch(sayProblem);
          }}
        >
          {i18next.t('common.undo')}
        </Button>
      </span>
    ),
  });
}
