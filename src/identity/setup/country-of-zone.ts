import type { Language } from '../people/user.entity.js';

/** A first guess for reading telephone numbers; it stands in the settings. */
export function countryOf(timeZone: string, language: Language): string {
  return ZONES[timeZone] ?? PREFIXES.find(([prefix]) => timeZone.startsWith(prefix))?.[1] ?? LANGUAGES[language];
}

const LANGUAGES: Record<Language, string> = { en: 'US', 'pt-BR': 'BR' };

const PREFIXES: [string, string][] = [
  ['America/Argentina/', 'AR'],
  ['Australia/', 'AU'],
];

const ZONES: Record<string, string> = {
  'America/Sao_Paulo': 'BR',
  'America/Bahia': 'BR',
  'America/Fortaleza': 'BR',
  'America/Recife': 'BR',
  'America/Manaus': 'BR',
  'America/Belem': 'BR',
  'America/Cuiaba': 'BR',
  'America/Campo_Grande': 'BR',
  'America/Porto_Velho': 'BR',
  'America/Rio_Branco': 'BR',
  'America/Maceio': 'BR',
  'America/Mexico_City': 'MX',
  'America/Bogota': 'CO',
  'America/Santiago': 'CL',
  'America/Lima': 'PE',
  'America/Montevideo': 'UY',
  'America/Toronto': 'CA',
  'America/Vancouver': 'CA',
  'Europe/Lisbon': 'PT',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
  'Europe/Madrid': 'ES',
  'Europe/Rome': 'IT',
  'Europe/Paris': 'FR',
  'Europe/Brussels': 'BE',
  'Europe/Amsterdam': 'NL',
  'Europe/Berlin': 'DE',
  'Europe/Vienna': 'AT',
  'Europe/Zurich': 'CH',
  'Europe/Warsaw': 'PL',
  'Europe/Prague': 'CZ',
  'Europe/Copenhagen': 'DK',
  'Europe/Stockholm': 'SE',
  'Europe/Oslo': 'NO',
  'Europe/Helsinki': 'FI',
  'Asia/Kolkata': 'IN',
  'Asia/Singapore': 'SG',
  'Asia/Tokyo': 'JP',
  'Africa/Johannesburg': 'ZA',
  'Africa/Luanda': 'AO',
  'Africa/Maputo': 'MZ',
  'Pacific/Auckland': 'NZ',
};
