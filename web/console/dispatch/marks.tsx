import { IconCalendarQuestion, IconCalendarX, IconMailOff, IconUserQuestion, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { VisitRow } from '../../api/dispatch.types';
import { marksOf, type Mark } from './bar.rules';
import classes from './dispatch.module.css';

const ICONS: Record<Mark, Icon> = {
  undelivered: IconMailOff,
  declined: IconCalendarX,
  tentative: IconCalendarQuestion,
  unconfirmed: IconUserQuestion,
};

/** What somebody should see to, as small as a bar of the board has it. */
export function Marks({ visit }: { visit: VisitRow }) {
  const { t } = useTranslation();
  return marksOf(visit).map((mark) => {
    const Shape = ICONS[mark];
    const words = t(`dispatch.marks.${mark}`);
    return (
      <span key={mark} className={classes.mark} data-mark={mark} title={words}>
        <Shape size={14} stroke={1.75} aria-hidden="true" />
        <span className="sr">{words}</span>
      </span>
    );
  });
}

/** The same, in words: beside the visit that is looked at. */
export function MarkLines({ visit }: { visit: VisitRow }) {
  const { t } = useTranslation();
  const marks = marksOf(visit);
  if (marks.length === 0) return null;
  return (
    <ul className={classes.markLines}>
      {marks.map((mark) => {
        const Shape = ICONS[mark];
        return (
          <li key={mark} data-mark={mark}>
            <Shape size={14} stroke={1.75} aria-hidden="true" />
            {t(`dispatch.marks.${mark}`)}
          </li>
        );
      })}
    </ul>
  );
}
