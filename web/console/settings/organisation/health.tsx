import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../api/channels.api';
import { healthWords } from './health-words';
import { Answer, Body, List, Row } from '../parts';
import classes from '../settings.module.css';

export const HEALTH = ['health'];

export function Health() {
  const { t } = useTranslation();
  const health = useQuery({ queryKey: HEALTH, queryFn: channels.health, refetchInterval: 10_000 });
  return (
    <Body title={t('settings.sections.health')} intro={t('health.intro')}>
      <Answer of={health}>
        {(report) => (
          <List>
            {Object.entries(report.parts).map(([name, part]) => (
              <Row
                key={name}
                icon={
                  <span
                    className={classes.dot}
                    data-state={part.ok ? undefined : 'bad'}
                    role="img"
                    aria-label={t(part.ok ? 'health.fine' : 'health.failing')}
                  />
                }
                title={t(`health.parts.${name}`, { defaultValue: name })}
              >
                <span className={part.ok ? 'mid' : 'bad'}>{healthWords(part.detail, t)}</span>
              </Row>
            ))}
          </List>
        )}
      </Answer>
    </Body>
  );
}
