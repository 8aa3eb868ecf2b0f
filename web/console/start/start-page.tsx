import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../../api/channels.api';
import { identity } from '../../api/identity.api';
import { INBOXES } from '../queue/lookups.queries';
import { useMe } from '../session/session';
import { InviteForm } from '../settings/organisation/invite-form';
import { ConnectMail } from './connect-mail';
import { InstallationSide } from './installation-side';
import { SendTest } from './send-test';
import classes from './start-page.module.css';
import { Step } from './step';
import { WidgetStep } from './widget-step';

/** Four steps from an empty desk to the first message, in any order. Each one knows by itself whether it is done. */
export function StartPage() {
  const { t } = useTranslation();
  const me = useMe();
  const inboxes = useQuery({ queryKey: INBOXES, queryFn: channels.inboxes });
  const summary = useQuery({ queryKey: ['intake', 'summary'], queryFn: channels.intakeSummary, refetchInterval: 3000 });
  const invitations = useQuery({ queryKey: ['invitations'], queryFn: identity.invitations });
  const users = useQuery({ queryKey: ['users'], queryFn: identity.users });
  const [tested, setTested] = useState(false);
  const mail = inboxes.data?.find((inbox) => inbox.channel === 'email');
  const chat = inboxes.data?.find((inbox) => inbox.channel === 'chat');
  const done = [
    Boolean(mail),
    Boolean(chat),
    (invitations.data?.length ?? 0) > 0 || (users.data?.length ?? 0) > 1,
    tested || (summary.data?.processed ?? 0) > 0,
  ];
  const count = done.filter(Boolean).length;
  return (
    <main className={classes.start} aria-label={t('start.label')}>
      <div className={classes.inner}>
        <header>
          <h1>{t('start.title', { name: me.name.split(' ')[0] })}</h1>
          <p>{t('start.intro')}</p>
          <div className={classes.progress}>
            <span className={classes.bar} role="img" aria-label={t('start.done', { count })}>
              {done.map((isDone, index) => (
                <i key={index} data-on={isDone || undefined} />
              ))}
            </span>
            <span>{t('start.done', { count })}</span>
          </div>
        </header>
        <ol className={classes.steps}>
          <Step number={1} done={done[0]} open={!done[0]} title={t('start.mail')} hint={t('start.mailHint')}>
            <ConnectMail inbox={mail} />
          </Step>
          <Step number={2} done={done[1]} title={t('start.widget')} hint={t('start.widgetHint')}>
            <WidgetStep inbox={chat} />
          </Step>
          <Step number={3} done={done[2]} title={t('start.invite')} hint={t('start.inviteHint')}>
            <InviteForm />
          </Step>
          <Step number={4} done={done[3]} title={t('start.test')} hint={t('start.testHint')}>
            <SendTest inboxes={inboxes.data ?? []} onSent={() => setTested(true)} />
          </Step>
        </ol>
        <InstallationSide summary={summary.data} />
      </div>
    </main>
  );
}
