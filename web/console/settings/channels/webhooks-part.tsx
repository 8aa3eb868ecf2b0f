import { useTranslation } from 'react-i18next';
import type { Inbox } from '../../../api/channels.types';
import { CopyLine } from '../copy-line';
import { Part } from '../parts';
import classes from '../settings.module.css';

/** The exact URLs to paste at the provider's, each under the name of the field there. */
export function WebhooksPart({ inbox }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const urls = inbox.webhooks ?? [];
  if (urls.length === 0) return null;
  return (
    <Part title={t('channelForm.webhook')} intro={t('channelForm.webhookHint')}>
      <div className={classes.urls}>
        {urls.map(({ name, url }) => (
          <div key={url}>
            <div className={classes.urlName}>{name}</div>
            <CopyLine text={url} label={name} />
          </div>
        ))}
      </div>
    </Part>
  );
}
