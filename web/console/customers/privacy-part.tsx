import { Alert } from '@mantine/core';
import { IconLock, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useContactPrivacy } from '../settings/privacy/privacy.queries';
import { RequestRow } from '../settings/privacy/request-row';
import settings from '../settings/settings.module.css';
import { useNow, useReader } from '../time/reader';
import { shortDate } from '../time/time';
import classes from '../settings/privacy/privacy.module.css';

/** What stands against using what we know of a person, and what they asked that is not answered yet. */
export function PrivacyPart({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { data } = useContactPrivacy(contactId);
  if (!data) return null;
  const open = data.requests.filter((request) => !request.endedAt);
  if (!data.restricted && !data.hold && open.length === 0) return null;
  return (
    <div className={classes.stack} style={{ gap: 8, marginBottom: 16 }}>
      {data.restricted && (
        <Alert color="orange" icon={<IconPlayerPause size={18} />} title={t('privacy.restrictedTitle')}>
          {t('privacy.restrictedHint')}
        </Alert>
      )}
      {data.hold && (
        <Alert color="orange" icon={<IconLock size={18} />} title={t('privacy.holdStands')}>
          {data.hold.reason} · {[data.hold.madeBy, shortDate(data.hold.at, now, reader)].filter(Boolean).join(', ')}
        </Alert>
      )}
      {open.length > 0 && (
        <div className={settings.list}>
          {open.map((request) => (
            <RequestRow key={request.id} request={request} withName={false} />
          ))}
        </div>
      )}
    </div>
  );
}
