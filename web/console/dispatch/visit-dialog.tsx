import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dispatch } from '../../api/dispatch.api';
import { VISIT_KINDS, type EquipmentNamed, type Visit } from '../../api/dispatch.types';
import type { ChecklistLine, SkillNeed } from '../../api/technicians.types';
import { EditDialog, type FieldSpec, type Values } from '../settings/edit-dialog';
import { durationWords, minutesFrom } from '../settings/promises/duration.rules';
import settings from '../settings/settings.module.css';
import { ChecklistField } from '../settings/technicians/checklist-field';
import { SkillsField } from '../settings/technicians/skills-field';
import { useMe } from '../session/session';
import { useNow } from '../time/reader';
import { instantIn, wallTime } from '../time/wall-time.rules';
import { isBegun } from './bar.rules';
import { BOARD } from './dispatch.queries';
import { VisitContact, VisitEquipment, VisitSite } from './visit-pickers';

/** An emergency is due within the hour; where it fits, and whom it pushes aside, is suggested once it is there. */
const EMERGENCY_MINUTES = 60;

interface Props {
  isEmergency?: boolean;
  /** Of the ticket that it is for, where that is known. */
  ticket?: number;
  /** Without it, a new one. */
  visit?: Visit;
  onMade: (id: string) => void;
  onClose: () => void;
}

/** What a visit is about, where it is, when it is wanted and what it takes: asked for, or changed. */
export function VisitDialog({ isEmergency, ticket, visit, onMade, onClose }: Props) {
  const { t } = useTranslation();
  const { timeZone } = useMe();
  const now = useNow();
  const client = useQueryClient();
  const wall = (at: string | null) => (at ? wallTime(timeZone, at).slice(0, 16) : '');
  const initial: Form = visit
    ? formOf(visit, wall)
    : {
        ...EMPTY,
        ticketId: ticket ? String(ticket) : '',
        dueAt: isEmergency ? wall(new Date(now.getTime() + EMERGENCY_MINUTES * 60_000).toISOString()) : '',
      };
  const instant = (value: string) => (value ? instantIn(timeZone, value).toISOString() : null);
  const save = async (form: Form) => {
    // What a new visit begins with here was said by nobody else: it is sent, too.
    const body = bodyOf(form, visit ? initial : EMPTY, instant);
    const kept = visit
      ? await dispatch.change(visit.id, { ...body, version: visit.version })
      : await dispatch.create({ ...body, ticketId: form.ticketId.replace(/^#/, '').trim(), kind: form.kind });
    await Promise.all([
      client.invalidateQueries({ queryKey: BOARD }),
      client.invalidateQueries({ queryKey: ['visit'] }),
      client.invalidateQueries({ queryKey: ['suggestions', kept.id] }),
    ]);
    onMade(kept.id);
  };
  const title = visit
    ? `${visit.ref} · ${t(`dispatch.kinds.${visit.kind}`)}`
    : t(isEmergency ? 'dispatch.emergency' : 'dispatch.newVisit');
  return (
    <EditDialog
      title={title}
      size="lg"
      saveLabel={visit ? undefined : t('dispatch.make')}
      fields={useFields(visit, ticket)}
      initial={initial as unknown as Values}
      save={(values) => save(values as unknown as Form)}
      onClose={onClose}
    />
  );
}

function useFields(visit: Visit | undefined, ticket: number | undefined): FieldSpec[] {
  const { t } = useTranslation();
  const isOpen = (values: Values) => values.more === true;
  const yesOrNo = [
    { value: 'yes', label: t('dispatch.confirms') },
    { value: 'no', label: t('dispatch.confirmsNot') },
  ];
  return [
    {
      name: 'ticketId',
      label: t('dispatch.ticketNumber'),
      hint: t('dispatch.ticketHint'),
      kind: 'text',
      required: true,
      when: () => visit === undefined && ticket === undefined,
    },
    {
      name: 'kind',
      label: t('dispatch.kind'),
      kind: 'select',
      required: true,
      // What it began with came from its kind: another kind is another visit.
      when: () => visit === undefined,
      choices: VISIT_KINDS.map((kind) => ({ value: kind, label: t(`dispatch.kinds.${kind}`) })),
    },
    { name: 'about', label: t('dispatch.about'), kind: 'multiline' },
    {
      name: 'siteId',
      label: t('dispatch.site'),
      kind: 'own',
      render: (field) => <VisitSite {...field} visit={visit} />,
    },
    {
      name: 'address',
      label: t('dispatch.address'),
      hint: t('dispatch.addressHint'),
      kind: 'text',
      when: ({ siteId }) => !siteId,
    },
    { name: 'minutes', label: t('dispatch.duration'), hint: t('dispatch.durationHint'), kind: 'text' },
    { name: 'dueAt', label: t('dispatch.dueAt'), hint: t('dispatch.dueHint'), kind: 'datetime' },
    {
      name: 'more',
      label: t('dispatch.moreFields'),
      kind: 'own',
      when: (values) => !isOpen(values),
      render: ({ onChange }) => (
        <div>
          <Button
            size="xs"
            variant="subtle"
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            onClick={() => onChange(true)}
          >
            {t('dispatch.moreFields')}
          </Button>
        </div>
      ),
    },
    {
      name: 'windowFrom',
      label: t('dispatch.windowFrom'),
      hint: t('dispatch.windowHint'),
      kind: 'datetime',
      when: isOpen,
    },
    { name: 'windowTo', label: t('dispatch.windowTo'), kind: 'datetime', when: isOpen },
    {
      name: 'contactId',
      label: t('dispatch.fact.person'),
      kind: 'own',
      when: isOpen,
      render: (field) => <VisitContact {...field} visit={visit} />,
    },
    {
      name: 'accessNotes',
      label: t('dispatch.fact.access'),
      hint: t('dispatch.accessHint'),
      kind: 'text',
      when: isOpen,
    },
    {
      name: 'technicians',
      label: t('dispatch.howMany'),
      hint: visit ? undefined : t('dispatch.asKind'),
      kind: 'number',
      when: isOpen,
    },
    {
      name: 'skills',
      label: t('technicians.skills'),
      kind: 'own',
      when: isOpen,
      render: ({ value, error, onChange }) => (
        <div>
          <b className={settings.label}>{t('technicians.skills')}</b>
          {!visit && <p className={settings.small}>{t('dispatch.asKind')}</p>}
          {error && (
            <p role="alert" className="bad">
              {error}
            </p>
          )}
          <SkillsField skills={value as SkillNeed[]} onChange={onChange} />
        </div>
      ),
    },
    {
      name: 'checklist',
      label: t('dispatch.fact.checklist'),
      kind: 'own',
      // A new visit begins with that of its kind; once somebody is at work it is theirs.
      when: (values) => isOpen(values) && visit !== undefined && !isBegun(visit.state),
      render: ({ value, error, onChange }) => (
        <div role="group" aria-label={t('dispatch.fact.checklist')}>
          <b className={settings.label}>{t('dispatch.fact.checklist')}</b>
          {error && (
            <p role="alert" className="bad">
              {error}
            </p>
          )}
          <ChecklistField lines={value as ChecklistLine[]} onChange={onChange} />
        </div>
      ),
    },
    {
      name: 'equipment',
      label: t('dispatch.fact.equipment'),
      kind: 'own',
      when: isOpen,
      render: (field) => <VisitEquipment {...field} visit={visit} />,
    },
    {
      name: 'mustConfirm',
      label: t('dispatch.mustConfirm'),
      hint: visit ? undefined : t('dispatch.asKind'),
      kind: 'select',
      required: visit !== undefined,
      when: isOpen,
      choices: yesOrNo,
    },
  ];
}

interface Form {
  ticketId: string;
  kind: string;
  about: string;
  siteId: string | null;
  address: string;
  minutes: string;
  dueAt: string;
  more: boolean;
  windowFrom: string;
  windowTo: string;
  contactId: string | null;
  accessNotes: string;
  technicians: number | null;
  skills: SkillNeed[];
  checklist: ChecklistLine[];
  equipment: EquipmentNamed[];
  mustConfirm: string | null;
}

const EMPTY: Form = {
  ticketId: '',
  kind: 'repair',
  about: '',
  siteId: null,
  address: '',
  minutes: '',
  dueAt: '',
  more: false,
  windowFrom: '',
  windowTo: '',
  contactId: null,
  accessNotes: '',
  technicians: null,
  skills: [],
  checklist: [],
  equipment: [],
  mustConfirm: null,
};

const formOf = (visit: Visit, wall: (at: string | null) => string): Form => ({
  ticketId: String(visit.ticket.number),
  kind: visit.kind,
  about: visit.about,
  siteId: visit.place?.siteId ?? null,
  address: visit.place && !visit.place.siteId ? visit.place.address : '',
  minutes: durationWords(visit.minutes),
  dueAt: wall(visit.dueAt),
  more: true,
  windowFrom: wall(visit.windowFrom),
  windowTo: wall(visit.windowTo),
  contactId: visit.person.id === visit.contact.id ? null : visit.person.id,
  accessNotes: visit.ownAccessNotes ?? '',
  technicians: visit.technicianCount,
  skills: visit.skills,
  checklist: visit.checklist.map(({ id, text, required }) => ({ id, text, required })),
  equipment: visit.equipment,
  mustConfirm: visit.mustConfirm ? 'yes' : 'no',
});

/** Only what was touched is sent: what was left alone stays as the kind, the ticket and its promise say. */
function bodyOf(form: Form, before: Form, instant: (wall: string) => string | null): Record<string, unknown> {
  const changed = (key: keyof Form) => JSON.stringify(form[key]) !== JSON.stringify(before[key]);
  const body: Record<string, unknown> = {};
  if (changed('about')) body.about = form.about;
  if (changed('siteId')) body.siteId = form.siteId || null;
  if (changed('siteId') || changed('address')) {
    const address = form.siteId ? '' : form.address.trim();
    body.place = address ? { address } : null;
    // An address of its own wins over the customer's only site.
    if (address) body.siteId = null;
  }
  const minutes = minutesFrom(form.minutes);
  if (changed('minutes') && minutes) body.minutes = minutes;
  for (const key of ['dueAt', 'windowFrom', 'windowTo'] as const) if (changed(key)) body[key] = instant(form[key]);
  if (changed('contactId')) body.contactId = form.contactId || null;
  if (changed('accessNotes')) body.accessNotes = form.accessNotes || null;
  if (changed('technicians') && form.technicians) body.technicians = form.technicians;
  if (changed('skills')) body.skills = form.skills.map(({ skillId, level }) => ({ skillId, level }));
  if (changed('checklist')) body.checklist = form.checklist.filter(({ text }) => text.trim());
  if (changed('equipment')) body.equipment = form.equipment;
  if (changed('mustConfirm') && form.mustConfirm) body.mustConfirm = form.mustConfirm === 'yes';
  return body;
}
