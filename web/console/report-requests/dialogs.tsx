import { useTranslation } from 'react-i18next';
import { reportRequests } from '../../api/report-requests.api';
import type { ReportRequest } from '../../api/report-requests.types';
import { useUsers } from '../queue/lookups.queries';
import { useMe } from '../session/session';
import { EditDialog, type FieldSpec, type Values } from '../settings/edit-dialog';
import { useKeepReport } from './report-requests.queries';

export type ReportDialog = 'accept' | 'decline' | 'withdraw' | 'present' | 'edit' | 'meet' | 'visit';

interface Form {
  title: string;
  fields: FieldSpec[];
  initial: Values;
  saveLabel?: string;
  save: (values: Record<string, string>) => Promise<ReportRequest>;
}

const instant = (local: string | undefined): string | undefined => (local ? new Date(local).toISOString() : undefined);

/** Every question that the page of a request asks. */
export function Dialogs(props: { one: ReportRequest; id: string; dialog: ReportDialog; onClose: () => void }) {
  const { one, id, dialog, onClose } = props;
  const keep = useKeepReport(id);
  const form = useForm(one, dialog);
  return (
    <EditDialog
      {...form}
      save={async (values) => keep(await form.save(values as Record<string, string>))}
      onClose={onClose}
    />
  );
}

function useForm(one: ReportRequest, dialog: ReportDialog): Form {
  const { t } = useTranslation();
  const me = useMe();
  const users = useUsers();
  const people = (users.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const owner: FieldSpec = { name: 'ownerId', label: t('reportRequests.owner'), kind: 'select', choices: people };
  const reviewer: FieldSpec = {
    name: 'reviewerId',
    label: t('reportRequests.reviewer'),
    hint: t('reportRequests.reviewerHint'),
    kind: 'select',
    choices: people,
  };
  const reason = (hint: string, required = false): FieldSpec => ({
    name: 'reason',
    label: t('reportRequests.reason'),
    hint,
    kind: 'multiline',
    required,
  });
  const forms: Record<ReportDialog, () => Form> = {
    accept: () => ({
      title: t('reportRequests.acceptTitle'),
      saveLabel: t('reportRequests.accept'),
      fields: [
        {
          name: 'dueOn',
          label: t('reportRequests.dueOn'),
          hint: t('reportRequests.dueOnHint'),
          kind: 'date',
          required: true,
        },
        owner,
        reviewer,
      ],
      initial: { dueOn: one.wantedOn ?? '', ownerId: me.id, reviewerId: one.reviewer?.id ?? '' },
      save: ({ dueOn, ownerId, reviewerId }) =>
        reportRequests.act(one, 'acceptance', { dueOn, ownerId: ownerId || null, reviewerId: reviewerId || null }),
    }),
    decline: () => ({
      title: t('reportRequests.declineTitle'),
      saveLabel: t('reportRequests.decline'),
      fields: [reason(t('reportRequests.theyReadIt'), true)],
      initial: { reason: '' },
      save: (values) => reportRequests.act(one, 'refusal', { reason: values.reason }),
    }),
    withdraw: () => ({
      title: t('reportRequests.withdrawTitle'),
      saveLabel: t('reportRequests.withdraw'),
      fields: [reason(t('reportRequests.theyReadIt'))],
      initial: { reason: '' },
      save: (values) => reportRequests.act(one, 'withdrawal', { reason: values.reason }),
    }),
    present: () => ({
      title: t('reportRequests.wasPresented'),
      saveLabel: t('reportRequests.wasPresented'),
      fields: [{ name: 'note', label: t('reportRequests.presentNote'), kind: 'multiline' }],
      initial: { note: '' },
      save: ({ note }) => reportRequests.act(one, 'presentation', { note }),
    }),
    edit: () => ({
      title: `R${one.number} ${one.title}`,
      fields: [
        { name: 'title', label: t('reportRequests.what'), kind: 'text', required: true },
        { name: 'about', label: t('reportRequests.about'), kind: 'multiline' },
        owner,
        reviewer,
        {
          name: 'dueOn',
          label: t('reportRequests.dueOn'),
          hint: t('reportRequests.dueOnHint'),
          kind: 'date',
          when: () => one.dueOn !== null,
        },
        {
          name: 'why',
          label: t('reportRequests.whyOther'),
          hint: t('reportRequests.theyReadIt'),
          kind: 'multiline',
          when: (values) => one.dueOn !== null && values.dueOn !== one.dueOn,
        },
      ],
      initial: {
        title: one.title,
        about: one.about,
        ownerId: one.owner?.id ?? '',
        reviewerId: one.reviewer?.id ?? '',
        dueOn: one.dueOn ?? '',
        why: '',
      },
      save: ({ title, about, ownerId, reviewerId, dueOn, why }) =>
        reportRequests.change(one, {
          title,
          about,
          ownerId: ownerId || null,
          reviewerId: reviewerId || null,
          ...(dueOn && dueOn !== one.dueOn && { dueOn, ...(why && { why }) }),
        }),
    }),
    meet: () => ({
      title: t('reportRequests.planMeeting'),
      saveLabel: t('reportRequests.plan'),
      fields: [
        { name: 'dueAt', label: t('reportRequests.when'), kind: 'datetime', required: true },
        { name: 'place', label: t('reportRequests.where'), kind: 'text' },
        { name: 'notes', label: t('reportRequests.notes'), kind: 'multiline' },
      ],
      initial: { dueAt: '', place: '', notes: '' },
      save: ({ dueAt, place, notes }) =>
        reportRequests.meet(one, { dueAt: instant(dueAt), place: place || null, notes: notes || null }),
    }),
    visit: () => ({
      title: t('reportRequests.askVisit'),
      saveLabel: t('reportRequests.askVisit'),
      fields: [
        { name: 'windowFrom', label: t('reportRequests.earliest'), kind: 'datetime' },
        { name: 'windowTo', label: t('reportRequests.latest'), kind: 'datetime' },
        { name: 'about', label: t('reportRequests.visitAbout'), kind: 'multiline' },
      ],
      initial: { windowFrom: '', windowTo: '', about: '' },
      save: ({ windowFrom, windowTo, about }) =>
        reportRequests.visit(one, {
          ...(windowFrom && { windowFrom: instant(windowFrom) }),
          ...(windowTo && { windowTo: instant(windowTo) }),
          ...(about && { about }),
        }),
    }),
  };
  return forms[dialog]();
}
