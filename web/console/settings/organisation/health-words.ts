import type { TFunction } from 'i18next';

/** What a part of the installation says of itself, as the server words it for scripts too. */
const DETAILS: [RegExp, string][] = [
  [/^(?<count>\d+) applied$/, 'health.details.applied'],
  [/^(?<count>\d+) queues served$/, 'health.details.queues'],
  [/^run by another process$/, 'health.details.elsewhere'],
  [/^listens on port (?<port>\d+)$/, 'health.details.listens'],
  [/^does not listen$/, 'health.details.silent'],
];

export function healthWords(detail: string | undefined, t: TFunction): string {
  for (const [pattern, key] of DETAILS) {
    const found = detail && pattern.exec(detail);
    if (found) return t(key, found.groups ?? {});
  }
  return detail ?? '';
}
