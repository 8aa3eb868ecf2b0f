import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconPencil, IconSpeakerphone } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { customers } from '../../api/customers.api';
import { PersonMark } from '../../ui/person-mark';
import { TagMark } from '../../ui/tag-mark';
import { CONTACT } from '../customer/contact-key';
import panel from '../customer/customer-panel.module.css';
import { DuplicateOffer } from '../customer/duplicate-offer';
import { LanguageLine } from '../customer/language-line';
import { MergeWith } from '../customer/merge-with';
import { ProblemState } from '../feedback/problem-state';
import { useTags } from '../queue/lookups.queries';
import { CustomerDeals } from '../sales/customer-deals';
import { PlannedSteps } from '../sales/planned-steps';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { FeedbackList } from './feedback-list';
import { IdentityEditor } from './identity-editor';
import classes from './customers.module.css';
import { languageChoices } from './language.rules';
import { MergedHere } from './merged-here';
import { OwnFields } from './own-fields';
import { PrivacyMenu } from './privacy-menu';
import { PrivacyPart } from './privacy-part';
import { PortalAccess } from './portal-access';
import { SaidList } from './said-list';
import { TicketRows } from './ticket-rows';

export function ContactPage() {
  const id = useParams().id ?? '';
  const { t } = useTranslation();
  const reader = useReader();
  const client = useQueryClient();
  const can = useCan();
  const mayWrite = can('customers:write');
  const mayPrivacy = can('privacy:read', 'privacy:manage');
  const tags = useTags();
  const contact = useQuery({ queryKey: CONTACT(id), queryFn: () => customers.contact(id) });
  usePageTitle(contact.data?.name);
  const companies = useQuery({
    queryKey: ['companies', 'choices'],
    queryFn: async () => (await customers.companies({ limit: '200' })).items,
  });
  const [editing, setEditing] = useState(false);
  if (contact.error) return <ProblemState error={contact.error} onRetry={() => void contact.refetch()} />;
  if (!contact.data) return null;
  const person = contact.data;
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: CONTACT(id) }),
      client.invalidateQueries({ queryKey: ['contacts'] }),
    ]);
  return (
    <main className={classes.who} aria-label={person.name}>
      <div className={classes.inner}>
        <header className={classes.title}>
          <ActionIcon component={Link} to="/customers" className={classes.back} aria-label={t('customers.back')}>
            <IconChevronLeft size={20} stroke={1.6} />
          </ActionIcon>
          <PersonMark name={person.name} size={40} />
          <div className="grow">
            <h1 className="cut">{person.name}</h1>
            <p className="cut">
              {person.title}
              {person.title && person.company && ', '}
              {person.company && (
                <Link className="link" to={`/customers/companies/${person.company.id}`}>
                  {person.company.name}
                </Link>
              )}
            </p>
          </div>
          {can('broadcasts:send') && (
            <Button
              component={Link}
              to={`/broadcasts/new?contact=${id}`}
              variant="default"
              leftSection={<IconSpeakerphone size={14} />}
            >
              {t('broadcasts.write')}
            </Button>
          )}
          {mayPrivacy && <PrivacyMenu contact={person} />}
          {mayWrite && (
            <Button variant="default" leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)}>
              {t('common.edit')}
            </Button>
          )}
        </header>
        <div className={classes.main}>
          {mayPrivacy && <PrivacyPart contactId={id} />}
          <h2 className={classes.heading}>{t('queue.tickets')}</h2>
          <TicketRows of={{ contact: id }} />
          <FeedbackList of={{ kind: 'contacts', id }} />
          <h2 className={classes.heading}>{t('customers.said')}</h2>
          <SaidList of={{ kind: 'contacts', id }} />
        </div>
        <aside className={classes.facts} aria-label={t('customers.facts')}>
          <section className={panel.section} data-first>
            <h3>{t('customers.identities')}</h3>
            <IdentityEditor contact={person} mayWrite={mayWrite} onChanged={refresh} />
            <LanguageLine language={person.language} />
            <DuplicateOffer contactId={id} />
            {mayWrite && <MergeWith contactId={id} />}
          </section>
          <MergedHere contact={person} mayUndo={mayWrite} />
          <CustomerDeals
            contactId={id}
            start={{ contact: { id, name: person.name }, company: person.company ?? undefined }}
          />
          <PlannedSteps list={{ contact: id }} of={{ contactId: id, companyId: person.company?.id }} />
          {can('portal:manage') && <PortalAccess contact={person} />}
          {person.tags.length > 0 && (
            <section className={panel.section}>
              <h3>{t('customers.tags')}</h3>
              <div className={panel.chips}>
                {person.tags.map((tag) => (
                  <TagMark key={tag}>{tag}</TagMark>
                ))}
              </div>
            </section>
          )}
          {person.notes && (
            <section className={panel.section}>
              <h3>{t('customers.notes')}</h3>
              <p className={panel.notes}>{person.notes}</p>
            </section>
          )}
          <OwnFields
            target="contact"
            values={person.fields}
            readOnly={!mayWrite}
            onChange={async (fields) => {
              await customers.changeContact(id, { fields, version: person.version });
              await refresh();
            }}
          />
        </aside>
      </div>
      {editing && (
        <EditDialog
          title={person.name}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            { name: 'title', label: t('customers.jobTitle'), kind: 'text' },
            {
              name: 'companyId',
              label: t('customers.company'),
              kind: 'select',
              choices: (companies.data ?? []).map((c) => ({ value: c.id, label: c.name })),
            },
            {
              name: 'language',
              label: t('common.language'),
              kind: 'select',
              hint: t('customers.languageHint'),
              choices: languageChoices(reader.language, person.language ?? undefined),
            },
            { name: 'tags', label: t('customers.tags'), hint: (tags.data ?? []).slice(0, 8).join(', '), kind: 'tags' },
            { name: 'notes', label: t('customers.notes'), kind: 'multiline' },
          ]}
          initial={{
            name: person.name,
            title: person.title ?? '',
            companyId: person.company?.id ?? null,
            language: person.language ?? null,
            tags: person.tags,
            notes: person.notes ?? '',
          }}
          save={async ({ name, title, companyId, language, tags: chosen, notes }) => {
            await customers.changeContact(id, {
              name,
              title: title || null,
              companyId: companyId ?? null,
              language: language ?? null,
              tags: chosen,
              notes: notes || null,
              version: person.version,
            });
            await refresh();
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </main>
  );
}
