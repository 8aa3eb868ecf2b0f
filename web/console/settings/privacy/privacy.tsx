import { Button, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { privacy } from '../../../api/privacy.api';
import type { PrivacySettings } from '../../../api/privacy.types';
import { useCan } from '../../session/session';
import { useNow, useReader } from '../../time/reader';
import { shortDate } from '../../time/time';
import { Answer, Body, List, Part, Row } from '../parts';
import { HOLDS, useChange, useRequests } from './privacy.queries';
import classes from './privacy.module.css';
import { RequestRow } from './request-row';
import { RetentionPart } from './retention-part';

export function Privacy() {
  const { t } = useTranslation();
  const requests = useRequests();
  return (
    <Body title={t('settings.sections.privacy')} intro={t('privacy.intro')}>
      <Part title={t('privacy.requests')} intro={t('privacy.requestsIntro')}>
        <Answer of={requests}>
          {(items) => (
            <List empty={t('privacy.noRequests')}>
              {items.map((request) => (
                <RequestRow key={request.id} request={request} />
              ))}
            </List>
          )}
        </Answer>
      </Part>
      <RetentionPart />
      <HoldsPart />
      <SettingsPart />
    </Body>
  );
}

function HoldsPart() {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const may = useCan()('privacy:manage');
  const holds = useQuery({ queryKey: HOLDS, queryFn: async () => (await privacy.holds()).items });
  const release = useChange(privacy.release);
  return (
    <Part title={t('privacy.holds')} intro={t('privacy.holdsIntro')}>
      <Answer of={holds}>
        {(items) => (
          <List empty={t('privacy.noHolds')}>
            {items.map((hold) => (
              <Row
                key={hold.id}
                title={
                  <>
                    <Link className="link" to={`/customers/contacts/${hold.contact.id}`}>
                      {hold.contact.name}
                    </Link>{' '}
                    <span className="mid">· {hold.reason}</span>
                  </>
                }
                detail={[
                  hold.madeBy,
                  shortDate(hold.at, now, reader),
                  hold.releasedAt && t('privacy.releasedOn', { date: shortDate(hold.releasedAt, now, reader) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              >
                {may && !hold.releasedAt && (
                  <Button variant="default" loading={release.isPending} onClick={() => release.mutate(hold.id)}>
                    {t('privacy.release')}
                  </Button>
                )}
              </Row>
            ))}
          </List>
        )}
      </Answer>
    </Part>
  );
}

function SettingsPart() {
  const { t } = useTranslation();
  const may = useCan()('privacy:manage');
  const settings = useQuery({ queryKey: ['privacy', 'settings'], queryFn: privacy.settings });
  const change = useChange((given: Partial<PrivacySettings>) => privacy.changeSettings(given));
  return (
    <Part title={t('privacy.settings')}>
      <Answer of={settings}>
        {({ law, giveNotes, logAllViews, version }) => (
          <div className={classes.switches} style={{ marginTop: 12 }}>
            <Select
              label={t('privacy.law')}
              description={t('privacy.lawHint')}
              data={(['lgpd', 'gdpr'] as const).map((one) => ({ value: one, label: t(`privacy.lawNames.${one}`) }))}
              value={law}
              allowDeselect={false}
              disabled={!may}
              maw={400}
              w="100%"
              onChange={(chosen) => chosen && change.mutate({ law: chosen as PrivacySettings['law'], version })}
            />
            <Switch
              label={t('privacy.giveNotes')}
              description={t('privacy.giveNotesHint')}
              checked={giveNotes}
              disabled={!may}
              onChange={(event) => change.mutate({ giveNotes: event.currentTarget.checked, version })}
            />
            <Switch
              label={t('privacy.logAllViews')}
              description={t('privacy.logAllViewsHint')}
              checked={logAllViews}
              disabled={!may}
              onChange={(event) => change.mutate({ logAllViews: event.currentTarget.checked, version })}
            />
          </div>
        )}
      </Answer>
    </Part>
  );
}
