import { api } from './client';
import type { Named } from './identity.types';
import type { Ticket, TicketRow } from './tickets.types';

export type Strategy = 'manual' | 'round_robin' | 'least_busy' | 'longest_idle';
export type LineOrder = 'priority' | 'due' | 'age';

export interface TeamAssignment {
  teamId: string;
  strategy: Strategy;
  sticky: boolean;
  matchLanguage: boolean;
  acceptSeconds: number | null;
  relaxSeconds: number;
  lineOrder: LineOrder[];
  version: number;
}

export interface MyAvailability {
  state: 'online' | 'away';
  chosen: 'online' | 'away';
  load: number;
  most: number;
  givenBack?: number;
}

export interface Skill {
  skill: string;
  level: number;
}

export interface Worker extends Named {
  state: 'online' | 'away';
  most: number;
  load: number;
  skills: Skill[];
  teams: Named[];
}

export interface Weight {
  channel: string;
  weight: number;
}

export interface Offer {
  id: string;
  ticket: TicketRow;
  offeredAt: string;
  expiresAt: string;
}

/** What "Why?" tells of a decision. */
export interface AssignmentTold {
  how?: string;
  required?: Record<string, number>;
  candidates?: { id: string; name: string; verdict: string; load: number; most: number; lacks?: string[] }[];
  more?: number;
  waitedSeconds?: number;
  offered?: boolean;
}

export const assignment = {
  availability: () => api.get<MyAvailability>('/me/availability'),
  setAvailability: (change: { state: 'online' | 'away'; giveBack?: boolean }) =>
    api.put<MyAvailability>('/me/availability', change),
  offers: async () => (await api.get<{ items: Offer[] }>('/me/offers')).items,
  accept: (id: string) => api.post<TicketRow>(`/offers/${id}/accept`),
  decline: (id: string) => api.post<void>(`/offers/${id}/decline`),
  /** 409 `already_assigned` where somebody was quicker. */
  claim: (ticketId: string) => api.post<Ticket>(`/tickets/${ticketId}/claim`),
  next: () => api.post<{ ticket: TicketRow | null }>('/assignment/next', {}),
  ofTeam: (teamId: string) => api.get<TeamAssignment>(`/teams/${teamId}/assignment`),
  changeTeam: (teamId: string, change: Partial<TeamAssignment>) =>
    api.patch<TeamAssignment>(`/teams/${teamId}/assignment`, change),
  people: async () => (await api.get<{ items: Worker[] }>('/assignment/people')).items,
  setSkills: (userId: string, skills: Skill[]) => api.put(`/users/${userId}/skills`, { skills }),
  ofInbox: async (inboxId: string) => (await api.get<{ skills: Skill[] }>(`/inboxes/${inboxId}/skills`)).skills,
  setSkillsOfInbox: (inboxId: string, skills: Skill[]) => api.put(`/inboxes/${inboxId}/skills`, { skills }),
  setCapacity: (userId: string, most: number) => api.put(`/users/${userId}/capacity`, { most }),
  weights: async () => (await api.get<{ items: Weight[] }>('/assignment/weights')).items,
  setWeights: (items: Weight[]) => api.put('/assignment/weights', { items }),
};
