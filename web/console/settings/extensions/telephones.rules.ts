import type { Extension } from '../../../api/extensions.api';

type Word = 'consoleAlone' | 'mobileAt' | 'deskPhone' | 'deskPhoneWithout' | 'forTeamCalls';

/** What rings at a person beside their console, and for what; each by its words. A desk phone without an account cannot ring. */
export function telephonesOf({
  targets,
  teamCalls,
  deskPhone,
}: Pick<Extension, 'targets' | 'teamCalls' | 'deskPhone'>): { word: Word; phone?: string }[] {
  if (targets.length === 0) return [{ word: 'consoleAlone' }];
  const telephones = targets.map(({ kind, phone }): { word: Word; phone?: string } =>
    kind === 'mobile' ? { word: 'mobileAt', phone } : { word: deskPhone ? 'deskPhone' : 'deskPhoneWithout' },
  );
  return teamCalls ? [...telephones, { word: 'forTeamCalls' }] : telephones;
}
