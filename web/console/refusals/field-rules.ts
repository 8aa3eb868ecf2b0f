export interface FieldRule {
  key: string;
  values: Record<string, string>;
}

/** The checks that every form has, as the server words them. What a group holds stands in the words. */
const RULES: [RegExp, string][] = [
  [/must be an email$/, 'email'],
  [/longer than or equal to (?<least>\d+) and shorter than or equal to (?<most>\d+) characters$/, 'length'],
  [/must be longer than or equal to 1 characters$/, 'missing'],
  [/must be longer than or equal to (?<least>\d+) characters$/, 'longer'],
  [/must be shorter than or equal to (?<most>\d+) characters$/, 'shorter'],
  [/must not be less than (?<least>-?[\d.]+)$/, 'atLeast'],
  [/must not be greater than (?<most>-?[\d.]+)$/, 'atMost'],
  [/must contain at least (?<least>\d+) elements$/, 'moreOf'],
  [/must contain no more than (?<most>\d+) elements$/, 'fewerOf'],
  [/must be an integer number$/, 'whole'],
  [/must be a (?:positive )?number(?: conforming to the specified constraints)?$/, 'number'],
  [/should not be (?:empty|null or undefined)$/, 'missing'],
  [/must be one of the following values: /, 'choice'],
  [/must be a (?:valid ISO 8601 date string|Date instance)$/, 'date'],
  [/must be a URL address$/, 'url'],
  [/must be a valid domain name$/, 'domain'],
  [/must be a valid phone number$/, 'phone'],
  [/must be a valid IANA time-zone$/, 'timeZone'],
  [/must be a (?:latitude|longitude) string or number$/, 'number'],
  [/elements must be unique$/, 'twice'],
  [/must be an ISO 4217 code such as \w+$/, 'currency'],
  [/must be a month such as [\d-]+$/, 'month'],
  [/must match \S+ regular expression$/, 'wrong'],
  [/must be (?:a UUID|a string|an object|an array|a boolean value)$/, 'wrong'],
];

export function ruleOf(message: string): FieldRule | undefined {
  for (const [pattern, key] of RULES) {
    const found = pattern.exec(message);
    if (found) return { key, values: found.groups ?? {} };
  }
  return undefined;
}
