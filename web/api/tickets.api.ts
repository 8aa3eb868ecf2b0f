import { api } from './client';
import { itemsOf } from './identity.api';
import type {
  BulkDone,
  Attachment,
  CannedReply,
  Draft,
  Explanation,
  Macro,
  Message,
  NewMessage,
  Page,
  SearchAnswer,
  Status,
  Ticket,
  TicketChange,
  TicketEvent,
  TicketRow,
  TicketView,
  ViewCount,
  WayOut,
} from './tickets.types';

export type TicketQuery = Record<string, string | undefined>;

/** `before` of the newest page: larger than any seq that a 32-bit column holds. */
const NEWEST = 2_147_483_647;
export const MESSAGES_PER_PAGE = 50;

const whole = async <T>(path: string, query?: TicketQuery): Promise<T[]> =>
  itemsOf(await api.get<T[] | { items: T[] }>(path, query));

export const tickets = {
  list: (query: TicketQuery, signal?: AbortSignal) => api.get<Page<TicketRow>>('/tickets', query, signal),
  get: (idOrNumber: string) => api.get<Ticket>(`/tickets/${idOrNumber}`),
  create: (ticket: Record<string, unknown>) => api.post<Ticket>('/tickets', ticket),
  change: (id: string, version: number, change: TicketChange) =>
    api.patch<Ticket>(`/tickets/${id}`, { ...change, version }),
  bulk: (ids: string[], what: { change?: TicketChange; addTags?: string[]; removeTags?: string[] }) =>
    api.post<BulkDone>('/tickets/bulk', { ids, ...what }),
  bulkMacro: (ids: string[], macroId: string, runId: string) =>
    api.post<BulkDone>(`/tickets/bulk/macros/${macroId}`, { ids, runId }),
  undoBulk: (undoId: string) => api.post<unknown>(`/tickets/bulk/${undoId}/undo`),
  merge: (id: string, otherId: string) =>
    api.post<{ mergeId: string; ticket: Ticket }>(`/tickets/${id}/merge`, { otherId }),
  unmerge: (id: string, mergeId?: string) => api.post<unknown>(`/tickets/${id}/unmerge`, { mergeId }),
  split: (id: string, messageIds: string[], subject: string) =>
    api.post<Ticket>(`/tickets/${id}/split`, { messageIds, subject }),
  link: (id: string, otherId: string, kind: string) => api.post<unknown>(`/tickets/${id}/links`, { otherId, kind }),
  forward: (
    id: string,
    body: { to: string; text: string; thread: 'all' | 'newest' | 'none'; files: string[]; clientId: string },
  ) => api.post<Message>(`/tickets/${id}/forward`, body),
  makeTask: (id: string, body: { subject: string; text?: string; assigneeId: string | null; teamId: string | null }) =>
    api.post<Ticket>(`/tickets/${id}/tasks`, body),
  unlink: (id: string, linkId: string) => api.delete(`/tickets/${id}/links/${linkId}`),
  follow: (id: string, userId: string) => api.post<unknown>(`/tickets/${id}/followers/${userId}`),
  unfollow: (id: string, userId: string) => api.delete(`/tickets/${id}/followers/${userId}`),
  explain: (id: string) => api.get<Explanation>(`/tickets/${id}/explain`),

  /** The newest page, or the one before `before`; oldest first within it. */
  messages: (id: string, before: number = NEWEST) =>
    api.get<Page<Message>>(`/tickets/${id}/messages`, { before, limit: MESSAGES_PER_PAGE }),
  /** The whole history: events are few and short, and folding needs all that lie between two messages. */
  events: async (id: string): Promise<TicketEvent[]> => {
    const all: TicketEvent[] = [];
    for (let after = 0; all.length < 2000;) {
      const page = itemsOf(
        await api.get<Page<TicketEvent> | TicketEvent[]>(`/tickets/${id}/events`, { after, limit: 200 }),
      );
      all.push(...page);
      const last = page.at(-1);
      if (!last || page.length < 200) break;
      after = last.seq;
    }
    return all;
  },
  waysOut: async (id: string) => (await api.get<{ items: WayOut[] }>(`/tickets/${id}/ways-out`)).items,
  say: (id: string, message: NewMessage) => api.post<Message>(`/tickets/${id}/messages`, message, message.clientId),
  cancelMessage: (id: string) => api.post<Message>(`/messages/${id}/cancel`),
  retryMessage: (id: string) => api.post<Message>(`/messages/${id}/retry`),
  draft: (id: string) => api.get<Draft | undefined>(`/tickets/${id}/draft`),
  saveDraft: (id: string, { attachments = [], ...draft }: Draft) =>
    api.put<Draft>(`/tickets/${id}/draft`, { ...draft, attachments: attachments.map((file) => file.id) }),
  dropDraft: (id: string) => api.delete(`/tickets/${id}/draft`),
  upload: (file: File) => {
    const form = new FormData();
    form.set('file', file);
    return api.post<Attachment>('/attachments', form);
  },

  statuses: () => whole<Status>('/statuses'),
  createStatus: (status: Record<string, unknown>) => api.post<Status>('/statuses', status),
  changeStatus: (id: string, change: Record<string, unknown>) => api.patch<Status>(`/statuses/${id}`, change),
  tags: async (): Promise<string[]> =>
    (await whole<string | { name: string }>('/tags')).map((tag) => (typeof tag === 'string' ? tag : tag.name)),
  views: () => whole<TicketView>('/views'),
  viewCounts: () => whole<ViewCount>('/views/counts'),
  createView: (view: Record<string, unknown>) => api.post<TicketView>('/views', view),
  changeView: (id: string, change: Record<string, unknown>) => api.patch<TicketView>(`/views/${id}`, change),
  deleteView: (id: string) => api.delete(`/views/${id}`),
  cannedReplies: () => whole<CannedReply>('/canned-replies'),
  createCannedReply: (reply: Record<string, unknown>) => api.post<CannedReply>('/canned-replies', reply),
  changeCannedReply: (id: string, change: Record<string, unknown>) =>
    api.patch<CannedReply>(`/canned-replies/${id}`, change),
  deleteCannedReply: (id: string) => api.delete(`/canned-replies/${id}`),
  macros: () => whole<Macro>('/macros'),
  createMacro: (macro: Record<string, unknown>) => api.post<Macro>('/macros', macro),
  changeMacro: (id: string, change: Record<string, unknown>) => api.patch<Macro>(`/macros/${id}`, change),
  deleteMacro: (id: string) => api.delete(`/macros/${id}`),
  runMacro: (id: string, macroId: string) => api.post<unknown>(`/tickets/${id}/macros/${macroId}`),
  search: (q: string, types: string, signal?: AbortSignal) => api.get<SearchAnswer>('/search', { q, types }, signal),
};
