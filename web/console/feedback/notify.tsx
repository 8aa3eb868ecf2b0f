import { Button } from '@mantine/core';
import { notifications, type NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { ApiError } from '../../api/client';
import { newId } from '../../api/ids';

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
  if (error.status === 409) return t('errors.conflict');
  if (error.status === 403) return t('errors.forbidden');
  if (error.status === 404) return t('errors.notFound');
  if (error.status === 429) return t('errors.slowDown', { seconds: error.retryAfter ?? 10 });
  if (error.status >= 500) return t('errors.server', { id: error.problem.correlationId ?? '–' });
  return error.problem.errors?.map((e) => `${e.path}: ${e.message}`).join('; ') || error.message;
}

export function sayProblem(error: unknown): void {
  show({ message: wordsOf(error), color: 'red', role: 'alert', autoClose: 9000 });
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
