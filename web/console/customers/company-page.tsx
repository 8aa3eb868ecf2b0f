import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconPencil, IconPlus, IconWorld } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { customers } from '../../api/customers.api';
import { CallButton } from '../phone/phone-number';
import type { Contact, Site } from '../../api/customers.types';
import { PersonMark } from '../../ui/person-mark';
import { TagMark } from '../../ui/tag-mark';
import panel from '../customer/customer-panel.module.css';
import { EquipmentOf } from '../equipment/equipment-of';
import { ProblemState } from '../feedback/problem-state';
import { CustomerDeals } from '../sales/customer-deals';
import { PlannedSteps } from '../sales/planned-steps';
import { CompanyReports } from '../report-requests/company-reports';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { EditDialog } from '../settings/edit-dialog';
import { CompanyMoney } from '../billing/company-money';
import { CompanyContracts } from './company-contracts';
import classes from './customers.module.css';
import { FeedbackList } from './feedback-list';
import { OwnFields } from './own-fields';
import { SaidList } from './said-list';
import { SiteDialog } from './site-dialog';
import { TicketRows } from './ticket-rows';

/** In their order of weight. */
const SEGMENTS = ['it-rental-short', 'iot-analytics', 'iot-automation', 'it-rental-long', 'home-automation'];

export function CompanyPage() {
  const id = useParams().id ?? '';
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWrite = useCan()('customers:write');
  const mayReadings = useCan()('telemetry:read');
  const company = useQuery({ queryKey: ['company', id], queryFn: () => customers.company(id) });
  usePageTitle(company.data?.name);
  const people = useQuery({
    queryKey: ['contacts', 'of', id],
    queryFn: () => customers.contacts({ company: id, limit: '100' }),
  });
  const sites = useQuery({ queryKey: ['sites', id], queryFn: () => customers.sites(id) });
  const [dialog, setDialog] = useState<'edit' | 'new-site' | Site | null>(null);
  if (company.error) return <ProblemState error={company.error} onRetry={() => void company.refetch()} />;
  if (!company.data) return null;
  const firm = company.data;
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['company', id] }),
      client.invalidateQueries({ queryKey: ['companies'] }),
    ]);
  return (
    <main className={classes.who} aria-label={firm.name}>
      <div className={classes.inner}>
        <header className={classes.title}>
          <ActionIcon
            component={Link}
            to="/customers?kind=companies"
            className={classes.back}
            aria-label={t('customers.back')}
          >
            <IconChevronLeft size={20} stroke={1.6} />
          </ActionIcon>
          <PersonMark name={firm.name} size={40} />
          <div className="grow">
            <h1 className="cut">{firm.name}</h1>
            <p>{t('customers.nPeople', { count: people.data?.items.length ?? 0 })}</p>
          </div>
          {mayWrite && (
            <Button variant="default" leftSection={<IconPencil size={14} />} onClick={() => setDialog('edit')}>
              {t('common.edit')}
            </Button>
          )}
        </header>
        <div className={classes.main}>
          <h2 className={classes.heading}>{t('queue.tickets')}</h2>
          <TicketRows of={{ company: id }} />
          <EquipmentOf of={{ company: id }} />
          <FeedbackList of={{ kind: 'companies', id }} />
          <h2 className={classes.heading}>{t('customers.contacts')}</h2>
          <div className={classes.said}>
            {people.data?.items.map((person) => (
              <div key={person.id} className={classes.person}>
                <Link to={`/customers/contacts/${person.id}`} className={classes.line}>
                  <PersonMark name={person.name} size={28} />
                  <span className="grow">
                    <span className="cut" style={{ display: 'block' }}>
                      {person.name}
                    </span>
                    <span className={`cut ${classes.detail}`}>
                      {[person.title, person.identities.find((i) => i.kind === 'email')?.value]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                </Link>
                {phonesOf(person).map(({ id: one, value, display }) => (
                  <CallButton key={one} number={value} shown={display ?? value} />
                ))}
              </div>
            ))}
            {people.isSuccess && people.data.items.length === 0 && (
              <p className={classes.line}>{t('customers.nobodyYet')}</p>
            )}
          </div>
          <h2 className={classes.heading}>{t('customers.said')}</h2>
          <SaidList of={{ kind: 'companies', id }} />
        </div>
        <aside className={classes.facts} aria-label={t('customers.facts')}>
          <section className={panel.section} data-first>
            <h3>{t('customers.domains')}</h3>
            {firm.domains.map((domain) => (
              <div key={domain} className={panel.line}>
                <IconWorld size={16} stroke={1.75} aria-hidden="true" />
                <span className="cut">{domain}</span>
              </div>
            ))}
            {firm.domains.length === 0 && <p className={panel.notes}>{t('customers.noDomains')}</p>}
          </section>
          {firm.tags.length > 0 && (
            <section className={panel.section}>
              <h3>{t('customers.tags')}</h3>
              <div className={panel.chips}>
                {firm.tags.map((tag) => (
                  <TagMark key={tag}>{tag}</TagMark>
                ))}
              </div>
            </section>
          )}
          {firm.notes && (
            <section className={panel.section}>
              <h3>{t('customers.notes')}</h3>
              <p className={panel.notes}>{firm.notes}</p>
            </section>
          )}
          {firm.segment && (
            <section className={panel.section}>
              <h3>{t('customers.segment')}</h3>
              <p>{t(`rules.values.${firm.segment}`)}</p>
            </section>
          )}
          <CompanyContracts companyId={id} />
          <CustomerDeals companyId={id} start={{ company: { id, name: firm.name } }} />
          <PlannedSteps list={{ company: id }} of={{ companyId: id }} />
          <CompanyMoney companyId={id} />
          <CompanyReports companyId={id} />
          <section className={panel.section}>
            <h3>
              {t('customers.sites')}
              {mayWrite && (
                <ActionIcon
                  size={24}
                  ml="auto"
                  aria-label={t('customers.newSite')}
                  onClick={() => setDialog('new-site')}
                >
                  <IconPlus size={14} />
                </ActionIcon>
              )}
            </h3>
            {sites.data?.map((site) => (
              <div key={site.id} className={classes.site}>
                <div className="grow">
                  <div>
                    {mayReadings ? (
                      <Link className="link" to={`/equipment/sites/${site.id}`}>
                        {site.name}
                      </Link>
                    ) : (
                      site.name
                    )}
                  </div>
                  <div className={panel.notes}>{[site.address, site.accessNotes].filter(Boolean).join('\n')}</div>
                  {(site.lat ?? null) === null && <div className={classes.detail}>{t('customers.notOnMap')}</div>}
                </div>
                {mayWrite && (
                  <ActionIcon
                    size={24}
                    aria-label={t('customers.editSite', { name: site.name })}
                    onClick={() => setDialog(site)}
                  >
                    <IconPencil size={14} />
                  </ActionIcon>
                )}
              </div>
            ))}
            {sites.data?.length === 0 && <p className={panel.notes}>{t('customers.noSites')}</p>}
          </section>
          <OwnFields
            target="company"
            values={firm.fields}
            readOnly={!mayWrite}
            onChange={async (fields) => {
              await customers.changeCompany(id, { fields, version: firm.version });
              await refresh();
            }}
          />
        </aside>
      </div>
      {dialog === 'edit' && (
        <EditDialog
          title={firm.name}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            { name: 'domains', label: t('customers.domains'), hint: t('customers.domainsHint'), kind: 'tags' },
            { name: 'tags', label: t('customers.tags'), kind: 'tags' },
            {
              name: 'segment',
              label: t('customers.segment'),
              hint: t('customers.segmentHint'),
              kind: 'select',
              choices: SEGMENTS.map((value) => ({ value, label: t(`rules.values.${value}`) })),
            },
            { name: 'notes', label: t('customers.notes'), kind: 'multiline' },
          ]}
          initial={{
            name: firm.name,
            domains: firm.domains,
            tags: firm.tags,
            segment: firm.segment,
            notes: firm.notes ?? '',
          }}
          save={async ({ name, domains, tags, segment, notes }) => {
            const change = { name, domains, tags, segment: segment || null, notes: notes || null };
            await customers.changeCompany(id, { ...change, version: firm.version });
            await refresh();
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {(dialog === 'new-site' || (dialog && typeof dialog === 'object')) && (
        <SiteDialog companyId={id} site={dialog === 'new-site' ? undefined : dialog} onClose={() => setDialog(null)} />
      )}
    </main>
  );
}

/** The first: more would not stand in a row. */
const phonesOf = ({ identities }: Contact) => identities.filter(({ kind }) => kind === 'phone').slice(0, 1);
