export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
/** Local times; one that ends before it begins goes over midnight, `24:00` is the end of the day. */
export type Interval = [from: string, to: string];
export type Week = Partial<Record<Weekday, Interval[]>>;

export interface DatedException {
  date: string;
  /** None: closed on that day. */
  hours: Interval[];
  name?: string;
}

export interface Holiday {
  date: string;
  name?: string;
  /** On the same day of every year. */
  yearly?: boolean;
}

export type ScopeKind = 'team' | 'inbox' | 'contract' | 'site';

export interface CalendarValues {
  name: string;
  timezone: string;
  hours: Week;
  exceptions: DatedException[];
  holidays: Holiday[];
  country: string | null;
  region: string | null;
  isDefault: boolean;
  uses: { kind: ScopeKind; id: string }[];
}

export interface Calendar extends CalendarValues {
  id: string;
  /** Whether it is open now. */
  open: boolean;
  version: number;
}

export interface HolidaySuggestion {
  date: string;
  name: string;
  type: 'public' | 'bank' | 'optional' | 'school';
  suggested: boolean;
  begins?: string;
  notListedForRegion?: boolean;
}

export interface Segment {
  from: string;
  to: string;
  minutes: number;
}

export interface PreviewAnswer {
  due?: string;
  minutes?: number;
  segments: Segment[];
}
