import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Board } from '../../api/dispatch.types';
import { durationWords } from '../settings/promises/duration.rules';
import { useReader } from '../time/reader';
import { clockTime } from '../time/time';
import { clashesAt, type Clash } from './bar.rules';
import classes from './dispatch.module.css';
import type { Held } from './timeline';

export const clashWords = ({ code, what, minutes }: Clash, t: TFunction): string =>
  t(`dispatch.clash.${code}`, { what, time: minutes === undefined ? '' : durationWords(minutes) });

/** While a visit is held over the board: where it would stand, and what speaks against it, in at most three lines. */
export function HeldNote({ held, board }: { held: Held; board: Board }) {
  const { t } = useTranslation();
  const reader = useReader();
  const clashes = clashesAt(held.visit, held.technician, held.from, board.visits, board.travel);
  return (
    <div className={classes.held} role="status">
      <b>
        {held.technician.name} · {clockTime(held.from, { ...reader, timeZone: board.timezone })}
      </b>
      {clashes.length === 0 && (
        <span className="ok">
          <IconCheck size={14} aria-hidden="true" />
          {t('dispatch.fits')}
        </span>
      )}
      {clashes.slice(0, 3).map((clash) => (
        <span key={`${clash.code}-${clash.what}`} className={clash.hard ? 'bad' : 'warn'}>
          {clash.hard ? <IconAlertTriangle size={14} aria-hidden="true" /> : <IconMinus size={14} aria-hidden="true" />}
          {clashWords(clash, t)}
        </span>
      ))}
    </div>
  );
}
