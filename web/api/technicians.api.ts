import { api } from './client';
import { itemsOf } from './identity.api';
import type { Area, KindOfVisit, SkillInfo, Technician, Territory } from './technicians.types';

type Change = Record<string, unknown>;

const list = async <T>(path: string, query?: Record<string, string>): Promise<T[]> =>
  itemsOf(await api.get<{ items: T[] }>(path, query));

export const technicians = {
  list: () => list<Technician>('/technicians', { limit: '200' }),
  one: (id: string) => api.get<Technician>(`/technicians/${id}`),
  create: (userId: string) => api.post<Technician>('/technicians', { userId }),
  change: (id: string, change: Change & { version: number }) => api.patch<Technician>(`/technicians/${id}`, change),
  addAbsence: (id: string, absence: { from: string; to: string; reason: string }) =>
    api.post<Technician>(`/technicians/${id}/absences`, absence),
  removeAbsence: (id: string, absenceId: string) => api.delete(`/technicians/${id}/absences/${absenceId}`),

  skills: () => list<SkillInfo>('/skills'),
  createSkill: (skill: { name: string; about: string }) => api.post<SkillInfo>('/skills', skill),
  changeSkill: (id: string, change: Change & { version: number }) => api.patch<SkillInfo>(`/skills/${id}`, change),
  deleteSkill: (id: string) => api.delete(`/skills/${id}`),

  territories: () => list<Territory>('/territories'),
  createTerritory: (territory: { name: string; areas: Area[] }) => api.post<Territory>('/territories', territory),
  changeTerritory: (id: string, change: Change & { version: number }) =>
    api.patch<Territory>(`/territories/${id}`, change),
  deleteTerritory: (id: string) => api.delete(`/territories/${id}`),

  kinds: () => list<KindOfVisit>('/visit-kinds'),
  changeKind: (kind: string, change: Change & { version: number }) =>
    api.patch<{ items: KindOfVisit[] }>(`/visit-kinds/${kind}`, change),
};
