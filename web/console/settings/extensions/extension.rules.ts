import type { Extension, ExtensionKind, Way } from '../../../api/extensions.api';
import type { Values } from '../edit-dialog';

export const WAYS = ['busy', 'nobody', 'closed'] as const;

/** A way as one choice of a list; to which number stands in a field beside it. */
const choiceOf = ({ to, extensionId }: Way): string => (to === 'extension' ? `extension ${extensionId}` : to);

/** What the form begins with. Names are those by which the server names faults. */
export function valuesOf(extension: Extension | undefined): Values {
  const ways = WAYS.flatMap((name): [string, unknown][] => {
    const way = extension?.ways[name] ?? { to: 'voicemail' as const };
    return [
      [`ways.${name}.extensionId`, choiceOf(way)],
      [`ways.${name}.phone`, way.phone ?? ''],
    ];
  });
  return {
    number: extension?.number ?? '',
    name: extension?.name ?? '',
    userId: extension?.user?.id ?? null,
    phone: extension?.phone ?? '',
    'targets[0].phone': extension?.targets.find(({ kind }) => kind === 'mobile')?.phone ?? '',
    teamCalls: extension?.teamCalls ?? false,
    members: extension?.members ?? [],
    strategy: extension?.strategy ?? 'all',
    ringSeconds: extension?.ringSeconds ?? 25,
    calendarId: extension?.calendarId ?? null,
    greetingPt: extension?.greeting.pt ?? '',
    greetingEn: extension?.greeting.en ?? '',
    allowedPrefixes: extension?.allowedPrefixes ?? [],
    monthlyLimit: extension?.monthlyLimit ?? null,
    ...Object.fromEntries(ways),
  };
}

/** What the server is sent, of what concerns this kind. */
export function bodyOf(kind: ExtensionKind, values: Values, before: Extension | undefined): object {
  const { number, name } = values;
  if (kind === 'outside') return { number, name, phone: values.phone };
  const mobile = String(values['targets[0].phone'] ?? '').trim();
  const deskPhone = before?.targets.filter((target) => target.kind === 'desk-phone') ?? [];
  return {
    number,
    name,
    ringSeconds: values.ringSeconds ?? undefined,
    calendarId: values.calendarId || null,
    greeting: { pt: values.greetingPt, en: values.greetingEn },
    ways: Object.fromEntries(WAYS.map((way) => [way, wayOf(values, way)])),
    ...(kind === 'group' && { members: values.members, strategy: values.strategy }),
    ...(kind === 'person' && {
      userId: values.userId,
      targets: [...(mobile ? [{ kind: 'mobile', phone: mobile }] : []), ...deskPhone],
      teamCalls: values.teamCalls,
      allowedPrefixes: values.allowedPrefixes,
      monthlyLimit: values.monthlyLimit,
    }),
  };
}

function wayOf(values: Values, name: string): Way {
  const [to = 'voicemail', extensionId] = String(values[`ways.${name}.extensionId`] || 'voicemail').split(' ');
  if (to === 'extension') return { to, extensionId };
  if (to === 'number') return { to, phone: String(values[`ways.${name}.phone`] ?? '') };
  return { to: to as Way['to'] };
}
