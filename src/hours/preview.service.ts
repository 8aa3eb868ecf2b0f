import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { invalid } from '../platform/http/refusal.js';
import { isId } from '../platform/ids.js';
import { between, due, NeverOpens, segments, type CompiledCalendar } from './business-time.rules.js';
import { CalendarsService, compiledOrRefused, neverOpen } from './calendars.service.js';
import { MOST_PREVIEW_MINUTES } from './preview.rules.js';
import type { PreviewBody, PreviewView } from './preview.dto.js';

const MINUTE = 60_000;

/** "If it came in now, when would it be due?", for whoever sets hours and promises. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly db: DataSource,
    private readonly calendars: CalendarsService,
  ) {}

  async preview({ calendar: given, calendarId, start, minutes, end, pauses = [] }: PreviewBody): Promise<PreviewView> {
    if ((minutes === undefined) === (end === undefined)) throw invalid('minutes', 'give either minutes or end');
    for (const [at, pause] of pauses.entries())
      if (pause.to < pause.from) throw invalid(`pauses[${at}].to`, 'is before its beginning');
    const calendar = await this.calendar(given, calendarId, start);
    if (end) return this.counted(calendar, start, end, pauses);
    try {
      const at = due(calendar, start, minutes!, pauses);
      return { due: at, segments: segments(calendar, start, at, pauses) };
    } catch (error) {
      if (error instanceof NeverOpens) throw neverOpen('minutes');
      throw error;
    }
  }

  private counted(calendar: CompiledCalendar, start: Date, end: Date, pauses: PreviewBody['pauses']): PreviewView {
    if (end < start) throw invalid('end', 'is before start');
    if (end.getTime() - start.getTime() > MOST_PREVIEW_MINUTES * MINUTE)
      throw invalid('end', 'is more than five years after start');
    return { minutes: between(calendar, start, end, pauses), segments: segments(calendar, start, end, pauses) };
  }

  private async calendar(given: unknown, id: string | undefined, start: Date): Promise<CompiledCalendar> {
    if ((given === undefined) === (id === undefined)) throw invalid('calendar', 'give either calendar or calendarId');
    const named = id ?? (typeof given === 'string' && isId(given) ? given : undefined);
    if (named === undefined) return compiledOrRefused(given, { from: start, at: 'calendar' });
    const known = await this.calendars.current(this.db, named);
    if (!known) throw invalid('calendarId', 'there is no such calendar');
    return known;
  }
}
