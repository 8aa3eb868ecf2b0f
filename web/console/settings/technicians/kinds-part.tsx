import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { KindOfVisit } from '../../../api/technicians.types';
import { KindIcon } from '../../dispatch/kind-icon';
import { durationWords } from '../promises/duration.rules';
import { Answer, List, Part } from '../parts';
import settings from '../settings.module.css';
import { useKinds } from './technicians.queries';

/** What a visit of a kind takes, unless the visit itself says otherwise. */
export function KindsPart() {
  const { t } = useTranslation();
  const kinds = useKinds();
  const facts = ({ minutes, technicians, skills, checklist, mustConfirm, signature }: KindOfVisit) =>
    [
      durationWords(minutes),
      technicians > 1 && t('technicians.people', { count: technicians }),
      ...skills.map(({ name, level }) => t('technicians.skillLevel', { name, level })),
      checklist.length > 0 && t('technicians.steps', { count: checklist.length }),
      mustConfirm && t('technicians.mustConfirmShort'),
      signature && t('technicians.signatureShort'),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Part title={t('technicians.kinds')} intro={t('technicians.kindsIntro')}>
      <Answer of={kinds}>
        {(items) => (
          <List>
            {items.map((one) => (
              <Link key={one.kind} to={`/settings/technicians/kinds/${one.kind}`} className={settings.row}>
                <KindIcon kind={one.kind} size={20} />
                <div className="grow">
                  <div className="cut">
                    <b>{t(`dispatch.kinds.${one.kind}`)}</b>
                  </div>
                  <div className={`cut ${settings.small}`}>{facts(one)}</div>
                </div>
                <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
              </Link>
            ))}
          </List>
        )}
      </Answer>
    </Part>
  );
}
