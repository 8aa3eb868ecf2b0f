import { Skeleton } from '@mantine/core';
import { lazy, Suspense, type ComponentType } from 'react';
import { useParams } from 'react-router';
import { NotFound } from '../feedback/page-error';
import { Late } from '../../ui/late';
import { useSections, type SectionKey } from './sections';
import classes from './settings.module.css';

const later = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

const PAGES: Record<SectionKey, ComponentType> = {
  profile: later(async () => (await import('./you/profile')).Profile),
  security: later(async () => (await import('./you/security')).Security),
  channels: later(async () => (await import('./channels/channels')).Channels),
  extensions: later(async () => (await import('./extensions/extensions')).ExtensionsPage),
  intake: later(async () => (await import('./intake/intake')).Intake),
  outbox: later(async () => (await import('./intake/outbox')).Outbox),
  hours: later(async () => (await import('./hours/hours')).Hours),
  promises: later(async () => (await import('./promises/promises')).Promises),
  technicians: later(async () => (await import('./technicians/technicians')).Technicians),
  telemetry: later(async () => (await import('./telemetry/telemetry')).Telemetry),
  statuses: later(async () => (await import('./tickets/statuses')).Statuses),
  fields: later(async () => (await import('./tickets/custom-fields')).CustomFields),
  views: later(async () => (await import('./tickets/views')).Views),
  canned: later(async () => (await import('./tickets/canned-replies')).CannedReplies),
  macros: later(async () => (await import('./tickets/macros')).Macros),
  rules: later(async () => (await import('./rules/rules')).Rules),
  packages: later(async () => (await import('./rules/packages')).Packages),
  pipelines: later(async () => (await import('./sales/pipelines')).Pipelines),
  billing: later(async () => (await import('./billing/billing')).Billing),
  people: later(async () => (await import('./organisation/people')).People),
  teams: later(async () => (await import('./organisation/teams')).Teams),
  assignment: later(async () => (await import('./organisation/assignment')).Assignment),
  roles: later(async () => (await import('./organisation/roles')).Roles),
  sso: later(async () => (await import('./organisation/sso')).Sso),
  notices: later(async () => (await import('./organisation/notices')).Notices),
  audit: later(async () => (await import('./organisation/audit')).Audit),
  imports: later(async () => (await import('./imports/imports')).Imports),
  privacy: later(async () => (await import('./privacy/privacy')).Privacy),
  organisation: later(async () => (await import('./organisation/organisation')).Organisation),
  health: later(async () => (await import('./organisation/health')).Health),
};

/** One section, its code loaded when it is opened. What this person may not open does not exist for them. */
export function Section() {
  const { section } = useParams();
  const allowed = useSections().find(({ key }) => key === section);
  if (!allowed) return <NotFound />;
  const Page = PAGES[allowed.key];
  return (
    <Suspense
      fallback={
        <Late>
          <div className={classes.body}>
            <Skeleton h={28} w={200} mb={24} />
            <Skeleton h={160} />
          </div>
        </Late>
      }
    >
      <Page />
    </Suspense>
  );
}
