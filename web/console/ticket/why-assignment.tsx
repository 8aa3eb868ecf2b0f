import { useTranslation } from 'react-i18next';
import type { AssignmentTold } from '../../api/assignment.api';
import own from './why-popover.module.css';

/** Those who came close say most; the rest stands in the API. */
const SHOWN = 5;

/** Why this person and not another, in words. */
export function WhyAssignment({ told }: { told: AssignmentTold }) {
  const { t } = useTranslation();
  const { how, candidates = [], required = {}, waitedSeconds = 0, offered, more = 0 } = told;
  const chosen = candidates.some(({ verdict }) => verdict === 'chosen');
  const skills = Object.entries(required).map(([skill, level]) => `${skill}:${level}`);
  const wait =
    waitedSeconds < 90
      ? t('why.assignment.seconds', { count: waitedSeconds })
      : t('why.assignment.minutes', { count: Math.round(waitedSeconds / 60) });
  const lines = [
    candidates.length > 0 && !chosen ? t('why.assignment.nobody') : how && t(`why.assignment.how.${how}`),
    offered && t('why.assignment.asked'),
    skills.length > 0 && t('why.assignment.required', { skills: skills.join(', ') }),
    waitedSeconds > 0 && t('why.assignment.waited', { time: wait }),
  ].filter(Boolean);
  const left = candidates.length - SHOWN + more;
  return (
    <span className={own.told}>
      {lines.length > 0 && <span>{lines.join(' · ')}</span>}
      {candidates.slice(0, SHOWN).map(({ id, name, verdict, load, most, lacks = [] }) => (
        <span key={id} data-chosen={verdict === 'chosen' || undefined}>
          <b>{name}</b> {t(`why.assignment.verdicts.${verdict}`, { load, most, lacks: lacks.join(', ') })}
        </span>
      ))}
      {left > 0 && <span className="dim">{t('why.assignment.more', { count: left })}</span>}
    </span>
  );
}
