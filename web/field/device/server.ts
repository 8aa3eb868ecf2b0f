import { api } from '../../api/client';
import type { Day, VisitNow } from '../model/day.types.js';
import type { Answer, WaitingChange, WaitingFile } from '../model/outbox.rules.js';
import type { Point } from './position.js';

export interface SwitchLog {
  on: boolean;
  keptHours: number;
  log: { on: boolean; at: string }[];
}

/** The server’s doors for the field app. */
export const server = {
  day: () => api.get<Day>('/field/day'),

  changes: (device: string, changes: readonly WaitingChange[]) =>
    api.post<{ results: Answer[]; visits: VisitNow[] }>('/field/changes', {
      device,
      changes: changes.map(({ clientId, seq, visitId, type, at, data }) => ({
        clientId,
        seq,
        visitId,
        type,
        at,
        data,
      })),
    }),

  file: (entry: WaitingFile) => {
    const form = new FormData();
    form.set('clientId', entry.clientId);
    form.set('visitId', entry.visitId);
    form.set('kind', entry.kind);
    form.set('at', entry.at);
    if (entry.caption) form.set('caption', entry.caption);
    if (entry.checklistId) form.set('checklistId', entry.checklistId);
    form.set(
      'file',
      new Blob([entry.bytes], { type: entry.mime }),
      entry.kind === 'photo' ? 'photo.jpg' : 'signature.png',
    );
    return api.post<{ id: string }>('/field/files', form);
  },

  positions: (visitId: string, positions: readonly Point[]) =>
    api.post<{ kept: number }>('/field/positions', { visitId, positions }),

  sharing: () => api.get<SwitchLog>('/field/position-sharing'),

  share: (on: boolean) => api.put<SwitchLog>('/field/position-sharing', { on }),

  signOut: () => api.delete('/session'),
};
