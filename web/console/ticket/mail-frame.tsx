import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../api/client';
import classes from './timeline.module.css';

/**
 * Mail as it was formatted: the server's cleaned document in a frame without scripts, forms or our origin. Remote
 * pictures stay off until they are asked for, because loading them tells the sender who read the mail, and when.
 */
export function MailFrame({ messageId, subject }: { messageId: string; subject: string }) {
  const { t } = useTranslation();
  const [images, setImages] = useState(false);
  const [tall, setTall] = useState(false);
  return (
    <>
      <div className={classes.foot} style={{ marginBottom: 4 }}>
        {!images && (
          <button type="button" className={classes.fold} onClick={() => setImages(true)}>
            {t('ticket.showImages')}
          </button>
        )}
        <button type="button" className={classes.fold} onClick={() => setTall(!tall)}>
          {t(tall ? 'ticket.shorter' : 'ticket.taller')}
        </button>
      </div>
      <iframe
        className={classes.frameBox}
        style={{ height: tall ? '75vh' : 360 }}
        title={t('ticket.formattedMail', { subject })}
        // Links may open a new tab; that tab is an ordinary one again.
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        loading="lazy"
        src={addressOf(`/messages/${messageId}/html`, { images: images ? 1 : undefined })}
      />
    </>
  );
}
