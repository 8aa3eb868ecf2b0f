import { useCan } from '../session/session';

/** The sections of the settings, each with the permissions of which one is enough; none: for everybody. */
export const SECTIONS = [
  { key: 'profile', group: 'you', needs: [] },
  { key: 'security', group: 'you', needs: [] },
  { key: 'channels', group: 'desk', needs: ['inboxes:manage'] },
  { key: 'extensions', group: 'desk', needs: ['inboxes:manage'] },
  { key: 'intake', group: 'desk', needs: ['intake:read'] },
  { key: 'outbox', group: 'desk', needs: ['inboxes:manage', 'system-mail:read'] },
  { key: 'hours', group: 'service', needs: ['sla:manage'] },
  { key: 'promises', group: 'service', needs: ['sla:manage'] },
  { key: 'rules', group: 'service', needs: ['rules:read', 'rules:manage'] },
  { key: 'packages', group: 'service', needs: ['packages:manage'] },
  { key: 'pipelines', group: 'service', needs: ['pipelines:manage'] },
  { key: 'billing', group: 'service', needs: ['billing:manage', 'packages:manage'] },
  { key: 'technicians', group: 'service', needs: ['technicians:manage'] },
  { key: 'telemetry', group: 'service', needs: ['telemetry:manage'] },
  { key: 'statuses', group: 'tickets', needs: ['statuses:manage'] },
  { key: 'fields', group: 'tickets', needs: ['customers:fields'] },
  { key: 'views', group: 'tickets', needs: [] },
  { key: 'canned', group: 'tickets', needs: ['tickets:reply', 'canned:manage'] },
  { key: 'macros', group: 'tickets', needs: ['macros:manage'] },
  { key: 'people', group: 'organisation', needs: ['users:manage'] },
  { key: 'teams', group: 'organisation', needs: ['teams:manage'] },
  { key: 'assignment', group: 'organisation', needs: ['teams:manage'] },
  { key: 'roles', group: 'organisation', needs: ['roles:manage'] },
  { key: 'sso', group: 'organisation', needs: ['sso:manage'] },
  { key: 'notices', group: 'organisation', needs: ['portal:announce'] },
  { key: 'audit', group: 'organisation', needs: ['audit:read'] },
  { key: 'imports', group: 'organisation', needs: ['imports:run'] },
  { key: 'privacy', group: 'organisation', needs: ['privacy:read', 'privacy:manage'] },
  { key: 'organisation', group: 'organisation', needs: ['settings:manage'] },
  { key: 'health', group: 'organisation', needs: [] },
] as const;

export type SectionKey = (typeof SECTIONS)[number]['key'];

/** Those that this person may open. */
export function useSections(): { key: SectionKey; group: string }[] {
  const can = useCan();
  return SECTIONS.filter(({ needs }) => needs.length === 0 || can(...needs));
}
