/** Whether a call is recorded, and how whoever is at the other end learns of it. */
export const RECORDING_MODES = ['none', 'notice', 'opt-in'] as const;
export type RecordingMode = (typeof RECORDING_MODES)[number];

/** `+49=opt-in`: the beginning of numbers, and what holds for them. */
export const COUNTRY_RULE = String.raw`^\+\d{1,8}=(none|notice|opt-in)$`;

/** What holds for a number: the longest beginning counts, and the line's own rule where none is named or no number is shown. */
export function recordingMode(number: string, rules: readonly string[], otherwise: RecordingMode): RecordingMode {
  const known = rules
    .map((rule) => rule.replaceAll(' ', ''))
    .filter((rule) => new RegExp(COUNTRY_RULE).test(rule) && number.startsWith(rule.split('=')[0]!))
    .sort((a, b) => b.indexOf('=') - a.indexOf('='));
  return (known[0]?.split('=')[1] as RecordingMode | undefined) ?? otherwise;
}
