import type { Flow, StoredFlow, TemplateName } from './call-flow.types';
import { api } from './client';
import type { Named } from './identity.types';

export interface CallPart {
  kind: 'agent' | 'outside' | 'supervisor';
  userId: string | null;
  name: string;
  state: 'ringing' | 'joined';
  how?: Supervising;
}
export type Supervising = 'listen' | 'whisper' | 'join';
export interface Transcript {
  kind: 'call' | 'voicemail';
  lines: { who: 'customer' | 'agent' | null; text: string }[];
}
export interface CallRecording {
  id: string;
  kind: 'call' | 'voicemail';
  state: 'pending' | 'stored' | 'failed' | 'deleted';
  seconds: number;
  url?: string;
}
export type CallOutcome = 'answered' | 'missed' | 'abandoned' | 'voicemail' | 'forwarded' | 'failed';
export interface Call {
  id: string;
  direction: 'in' | 'out';
  state: 'greeting' | 'waiting' | 'connecting' | 'talking' | 'ended';
  outcome: CallOutcome | null;
  number: string;
  contact: Named | null;
  company: Named | null;
  site: Named | null;
  ticket: { id: string; number: number; subject: string } | null;
  team: Named | null;
  agent: Named | null;
  inbox: Named;
  extension: Named | null;
  callBackId: string | null;
  choices: string[];
  held: boolean;
  muted: boolean;
  recording: boolean;
  /** At all; where it is, that can be paused. */
  recorded: boolean;
  simulated: boolean;
  startedAt: string;
  waitingAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  parts: CallPart[];
  recordings: CallRecording[];
  transcripts: Transcript[];
}
export interface PhoneState {
  lines: Named[];
  ringing: Call[];
  current: Call | null;
  wrapUp: Call | null;
  waiting: Call[];
  callBacks: number;
}
export interface OwedCall {
  id: string;
  number: string;
  why: 'missed' | 'abandoned' | 'voicemail' | 'asked' | 'dropped';
  calls: number;
  attempts: number;
  inLineAt: string | null;
  at: string;
  ticket: { id: string; number: number; subject: string } | null;
  contact: Named | null;
  mailbox: Named | null;
  recording: CallRecording | null;
}
export interface Colleague extends Named {
  state: 'free' | 'busy' | 'away';
  kind: 'person' | 'group' | 'outside';
  number: string | null;
}
export interface BoardPerson extends Named {
  state: 'talking' | 'wrapUp' | 'available' | 'away';
  since: string | null;
}
export interface Board {
  calls: Call[];
  people: BoardPerson[];
  now: {
    waiting: number;
    longestWaitSince: string | null;
    talking: number;
    wrapUp: number;
    available: number;
    busy: number;
  };
  today: {
    calls: number;
    answered: number;
    abandoned: number;
    missed: number;
    averageWaitSeconds: number | null;
    withinTarget: number | null;
  };
}
/** One token for each account at a provider; none where all lines are simulated. */
export interface BrowserAccess {
  simulated: boolean;
  accounts: { lineIds: string[]; token: string; expiresAt: string }[];
}
export interface SimulatedCall {
  sid: string;
  from: string;
  state: 'waiting' | 'talking' | 'over' | 'listening';
  heard: string[];
}

export const phone = {
  read: () => api.get<PhoneState>('/phone'),
  token: () => api.post<BrowserAccess>('/phone/token', {}),
  colleagues: () => api.get<Colleague[]>('/phone/colleagues'),
  callBacks: () => api.get<OwedCall[]>('/phone/call-backs'),
  callBackDone: (id: string) => api.post<void>(`/phone/call-backs/${id}/done`),
  dial: (to: string, { ticketId, inboxId }: { ticketId?: string; inboxId?: string }) =>
    api.post<Call>('/phone/calls', { to, ...(ticketId && { ticketId }), ...(inboxId && { inboxId }) }),
  call: (id: string) => api.get<Call>(`/calls/${id}`),
  answer: (id: string) => api.post<void>(`/calls/${id}/answer`),
  decline: (id: string) => api.post<void>(`/calls/${id}/decline`),
  hangUp: (id: string) => api.post<void>(`/calls/${id}/hang-up`),
  turn: (id: string, what: 'hold' | 'mute' | 'recording-pause', on: boolean) =>
    api.put<void>(`/calls/${id}/${what}`, { on }),
  board: (timeZone: string) => api.get<Board>(`/phone/board?timeZone=${encodeURIComponent(timeZone)}`),
  supervise: (id: string, how: Supervising) => api.post<void>(`/calls/${id}/supervise`, { how }),
  unsupervise: (id: string) => api.delete(`/calls/${id}/supervise`),
  deleteRecording: (id: string, recordingId: string) => api.delete(`/calls/${id}/recordings/${recordingId}`),
  transfer: (id: string, to: { userId?: string; extensionId?: string; phone?: string; warm: boolean }) =>
    api.post<void>(`/calls/${id}/transfer`, to),
  completeTransfer: (id: string) => api.post<void>(`/calls/${id}/transfer/complete`),
  talkTogether: (id: string) => api.post<void>(`/calls/${id}/transfer/together`),
  cancelTransfer: (id: string) => api.post<void>(`/calls/${id}/transfer/cancel`),
  wrapUp: (id: string) => api.post<void>(`/calls/${id}/wrap-up`),
  flow: (inboxId: string) => api.get<StoredFlow>(`/inboxes/${inboxId}/call-flow`),
  changeFlow: (inboxId: string, change: StoredFlow) => api.put<StoredFlow>(`/inboxes/${inboxId}/call-flow`, change),
  flowTemplates: () => api.get<{ name: TemplateName; flow: Flow }[]>('/call-flow-templates'),
  simulatedCalls: (inboxId: string) => api.get<SimulatedCall[]>(`/inboxes/${inboxId}/simulated-calls`),
  simulate: (inboxId: string, call: { from: string; keys: string; says: number; mode: string }) =>
    api.post<SimulatedCall>(`/inboxes/${inboxId}/simulated-calls`, call),
  simulatedHangUp: (inboxId: string, sid: string) =>
    api.post<void>(`/inboxes/${inboxId}/simulated-calls/${sid}/hang-up`),
};
