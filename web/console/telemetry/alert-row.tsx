import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { telemetry } from '../../api/telemetry.api';
import type { DeviceAlert } from '../../api/telemetry.types';
import { TagMark } from '../../ui/tag-mark';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { TONES, useTelemetryWords } from './telemetry-words';
import { useTelemetryChange } from './telemetry.queries';
import classes from './telemetry.module.css';

/** An alert, wherever it is shown. */
export function AlertRow({ alert, named }: { alert: DeviceAlert; named?: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const words = useTelemetryWords();
  const can = useCan();
  const acknowledge = useTelemetryChange(() => telemetry.acknowledge(alert.id));
  const at = alert.clearedAt ?? alert.firedAt;
  const more = [
    alert.value !== null && alert.metric && t('telemetry.was', { value: words.number(alert.value, alert.metric) }),
    alert.firings > 1 && t('telemetry.times', { count: alert.firings }),
    alert.state === 'acknowledged' && alert.acknowledgedBy && t('telemetry.seenBy', { name: alert.acknowledgedBy }),
    alert.state === 'cleared' && t(`telemetry.cleared.${alert.clearedBecause ?? 'normal'}`),
  ].filter(Boolean);
  return (
    <li className={classes.alert} data-state={alert.state}>
      <TagMark tone={alert.state === 'cleared' ? 'plain' : TONES[alert.severity]}>
        {t(`telemetry.severities.${alert.severity}`)}
      </TagMark>
      <div className={classes.alertWords}>
        <p>{words.alert(alert)}</p>
        <p className="mid">
          {named && (
            <>
              <Link className="link" to={`/equipment/${alert.unit.id}`}>
                {alert.unit.tag}
              </Link>
              {[alert.company?.name, alert.site?.name].filter(Boolean).map((one) => ` · ${one}`)}
              {more.length > 0 && ' · '}
            </>
          )}
          {more.join(' · ')}
        </p>
      </div>
      {alert.ticket && can('tickets:read') && (
        <Link className="link" to={`/tickets/${alert.ticket.number}`}>
          #{alert.ticket.number}
        </Link>
      )}
      <time className="mid" dateTime={at} title={fullTime(at, reader)}>
        {shortTime(at, now, reader)}
      </time>
      {alert.state === 'open' && can('telemetry:work') && (
        <Button
          size="xs"
          variant="default"
          loading={acknowledge.isPending}
          aria-label={`${t('telemetry.acknowledge')}: ${alert.unit.tag}, ${words.alert(alert)}`}
          onClick={() => acknowledge.mutate(undefined, { onError: sayProblem })}
        >
          {t('telemetry.acknowledge')}
        </Button>
      )}
    </li>
  );
}
