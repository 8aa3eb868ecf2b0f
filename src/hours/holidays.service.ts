import { Injectable } from '@nestjs/common';
import type Holidays from 'date-holidays';
import { invalid } from '../platform/http/refusal.js';
import type { HolidaysQuery, HolidaySuggestions, PlaceList } from './holiday.dto.js';
import { suggestions } from './holidays.rules.js';

const SOURCE = 'date-holidays 3.37 (data CC BY 3.0, https://github.com/commenthol/date-holidays)';

/** Suggests holidays of a country or region. Its data is large and asked for seldom, so it is loaded when it is. */
@Injectable()
export class HolidaysService {
  async suggest({ country, region, year, lang }: HolidaysQuery): Promise<HolidaySuggestions> {
    const Calendar = await this.load();
    const code = country.toUpperCase();
    if (!(code in new Calendar().getCountries())) throw invalid('country', 'no holidays are known of this country');
    const options = lang ? { languages: lang.slice(0, 2).toLowerCase() } : undefined;
    const all = new Calendar(code, options ?? {}).getHolidays(year);
    if (!region) return { items: suggestions(all, null), source: SOURCE };
    const state = region.toUpperCase();
    if (!(state in (new Calendar().getStates(code) ?? {}))) throw invalid('region', 'is no region of this country');
    return { items: suggestions(all, new Calendar(code, state, options ?? {}).getHolidays(year)), source: SOURCE };
  }

  async places(country: string | undefined): Promise<PlaceList> {
    const known = new (await this.load())();
    const places = country ? (known.getStates(country.toUpperCase()) ?? {}) : known.getCountries();
    return { items: Object.entries(places).map(([code, name]) => ({ code, name })) };
  }

  private async load(): Promise<typeof Holidays> {
    return (await import('date-holidays')).default;
  }
}
