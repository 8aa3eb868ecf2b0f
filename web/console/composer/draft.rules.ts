import type { Draft } from '../../api/tickets.types';

type Content = Omit<Draft, 'version'>;

/** Nothing that its writer would miss. */
export const isBlank = ({ text, cc = [], bcc = [], attachments = [] }: Content): boolean =>
  text.trim() === '' && cc.length + bcc.length + attachments.length === 0;

/** What makes it worth saving: other words, files or copies, or another message that it answers. */
export const stateOf = ({ text, quotes, cc = [], bcc = [], attachments = [] }: Content): string =>
  JSON.stringify([text, quotes ?? null, cc, bcc, attachments.map(({ id }) => id)]);
