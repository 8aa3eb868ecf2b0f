import { api } from './client';
import type { Calendar, CalendarValues, HolidaySuggestion, PreviewAnswer } from './hours.types';
import { itemsOf } from './identity.api';

interface Place {
  code: string;
  name: string;
}

export const hours = {
  calendars: async (): Promise<Calendar[]> => itemsOf(await api.get<{ items: Calendar[] }>('/sla/calendars')),
  calendar: (id: string) => api.get<Calendar>(`/sla/calendars/${id}`),
  create: (calendar: CalendarValues) => api.post<Calendar>('/sla/calendars', calendar),
  change: (id: string, change: Partial<CalendarValues> & { version: number }) =>
    api.patch<Calendar>(`/sla/calendars/${id}`, change),
  delete: (id: string) => api.delete(`/sla/calendars/${id}`),
  holidays: (of: { country: string; region?: string; year: number; lang: string }) =>
    api.get<{ items: HolidaySuggestion[]; source: string }>('/sla/holidays', of),
  /** Without a country: all of them; with one: its regions. */
  places: async (country?: string): Promise<Place[]> =>
    itemsOf(await api.get<{ items: Place[] }>('/sla/holidays/places', { country })),
  preview: (question: Record<string, unknown>) => api.post<PreviewAnswer>('/sla/preview', question),
};
