import { Button, Group, Modal } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { BrokenRule } from '../../api/dispatch.types';
import { useCan } from '../session/session';
import { durationWords } from '../settings/promises/duration.rules';
import classes from './dispatch.module.css';

export interface Question {
  /** What was to be planned, and where: `Clínica Vida · Tiago, 09:30`. */
  about: string;
  rules: BrokenRule[];
  answer: (anyway: boolean) => void;
}

export const brokenWords = (rule: BrokenRule, t: TFunction): string =>
  t(`dispatch.broken.${rule.code}`, {
    who: rule.technician?.name ?? '',
    time: rule.minutes === null ? '' : durationWords(rule.minutes),
    count: rule.count ?? 0,
    what: rule.what ?? '',
    from: rule.other?.ref ?? t('dispatch.broken.home'),
    to: rule.visit?.ref ?? '',
    defaultValue: rule.message,
  });

/** Which rules a place breaks, in words. Whoever may plans it all the same; everybody else is told what helps. */
export function RulesQuestion({ question }: { question: Question | null }) {
  const { t } = useTranslation();
  const may = useCan()('visits:force');
  if (!question) return null;
  const { about, rules, answer } = question;
  return (
    <Modal opened onClose={() => answer(false)} title={t('dispatch.broken.title')}>
      <p className={classes.small}>{about}</p>
      <ul className={classes.broken}>
        {rules.map((rule, at) => (
          <li key={at}>
            <IconAlertTriangle size={16} stroke={1.75} className="warn" aria-hidden="true" />
            <span>{brokenWords(rule, t)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.small}>{t(may ? 'dispatch.broken.mayForce' : 'dispatch.broken.mayNot')}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant={may ? 'default' : 'filled'} data-autofocus onClick={() => answer(false)}>
          {t(may ? 'dispatch.broken.leave' : 'dispatch.broken.understood')}
        </Button>
        {may && (
          <Button color="orange" onClick={() => answer(true)}>
            {t('dispatch.broken.anyway')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
