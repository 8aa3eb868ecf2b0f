import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { extensions, type Extension, type ExtensionKind } from '../../../api/extensions.api';
import { hours } from '../../../api/hours.api';
import { useUsers } from '../../queue/lookups.queries';
import { EditDialog, type FieldSpec } from '../edit-dialog';
import { bodyOf, valuesOf, WAYS } from './extension.rules';
import { EXTENSIONS } from './extension.queries';

interface Props {
  kind: ExtensionKind;
  extension?: Extension;
  others: Extension[];
  onClose: () => void;
}

export function ExtensionDialog({ kind, extension, others, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const own = useOwnFields(kind, others);
  const shared = useSharedFields(others);
  return (
    <EditDialog
      title={extension ? `${extension.number} ${extension.name}` : t(`extensions.kinds.${kind}`)}
      fields={[
        {
          name: 'number',
          label: t('extensions.number'),
          hint: t('extensions.numberHint'),
          kind: 'text',
          required: true,
        },
        { name: 'name', label: t('common.name'), kind: 'text', required: true },
        ...own.before,
        ...(kind === 'outside' ? [] : shared),
        ...own.after,
      ]}
      initial={valuesOf(extension)}
      save={async (values) => {
        const body = bodyOf(kind, values, extension);
        await (extension
          ? extensions.change(extension.id, { ...body, version: extension.version })
          : extensions.create({ kind, ...body }));
        await client.invalidateQueries({ queryKey: EXTENSIONS });
      }}
      onClose={onClose}
    />
  );
}

function useOwnFields(kind: ExtensionKind, others: Extension[]): { before: FieldSpec[]; after: FieldSpec[] } {
  const { t } = useTranslation();
  const users = useUsers();
  switch (kind) {
    case 'outside':
      return {
        before: [{ name: 'phone', label: t('extensions.phone'), kind: 'text', required: true }],
        after: [],
      };
    case 'group':
      return {
        before: [
          {
            name: 'members',
            label: t('extensions.members'),
            hint: t('extensions.membersHint'),
            kind: 'several',
            choices: others
              .filter((one) => one.kind === 'person')
              .map(({ id, number, name }) => ({ value: id, label: `${number} ${name}` })),
          },
          {
            name: 'strategy',
            label: t('extensions.strategy'),
            kind: 'select',
            required: true,
            choices: (['all', 'in-turn', 'longest-idle'] as const).map((value) => ({
              value,
              label: t(`extensions.strategies.${value}`),
            })),
          },
        ],
        after: [],
      };
    case 'person':
      return {
        before: [
          {
            name: 'userId',
            label: t('extensions.owner'),
            kind: 'select',
            required: true,
            choices: (users.data ?? [])
              .filter(({ active }) => active)
              .map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: 'targets[0].phone',
            label: t('extensions.mobile'),
            hint: t('extensions.mobileHint'),
            kind: 'text',
          },
          {
            name: 'teamCalls',
            label: t('extensions.teamCalls'),
            hint: t('extensions.teamCallsHint'),
            kind: 'switch',
          },
        ],
        after: [
          {
            name: 'allowedPrefixes',
            label: t('extensions.allowedPrefixes'),
            hint: t('extensions.allowedPrefixesHint'),
            kind: 'tags',
          },
          {
            name: 'monthlyLimit',
            label: t('extensions.monthlyLimit'),
            hint: t('extensions.monthlyLimitHint'),
            kind: 'number',
          },
        ],
      };
  }
}

/** How long it rings, when, and what comes instead. */
function useSharedFields(others: Extension[]): FieldSpec[] {
  const { t } = useTranslation();
  const calendars = useQuery({ queryKey: ['calendars'], queryFn: hours.calendars });
  const choices = [
    ...(['voicemail', 'flow', 'number'] as const).map((value) => ({ value, label: t(`extensions.ways.${value}`) })),
    ...others.map(({ id, number, name }) => ({ value: `extension ${id}`, label: `${number} ${name}` })),
  ];
  return [
    { name: 'ringSeconds', label: t('extensions.ringSeconds'), kind: 'number', required: true },
    {
      name: 'calendarId',
      label: t('extensions.hours'),
      hint: t('extensions.hoursHint'),
      kind: 'select',
      choices: (calendars.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    ...WAYS.flatMap((way): FieldSpec[] => [
      {
        name: `ways.${way}.extensionId`,
        label: t(`extensions.when.${way}`),
        kind: 'select',
        required: true,
        choices,
        ...(way === 'closed' && { when: ({ calendarId }) => Boolean(calendarId) }),
      },
      {
        name: `ways.${way}.phone`,
        label: t('extensions.phone'),
        kind: 'text',
        when: (values) => values[`ways.${way}.extensionId`] === 'number',
      },
    ]),
    { name: 'greetingPt', label: t('extensions.greetingPt'), hint: t('extensions.greetingHint'), kind: 'text' },
    { name: 'greetingEn', label: t('extensions.greetingEn'), kind: 'text' },
  ];
}
