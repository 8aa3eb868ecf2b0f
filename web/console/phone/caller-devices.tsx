import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { equipment } from '../../api/equipment.api';
import type { Call } from '../../api/phone.api';
import { EQUIPMENT } from '../equipment/equipment.queries';
import { modelName, ModelIcon, UnitBadge } from '../equipment/unit-words';
import { useCan } from '../session/session';
import classes from './phone.module.css';

/** As many as one takes in while it rings. */
const SHOWN = 3;

/** What stands where the call comes from, else at the whole company: what it is likely to be about. */
export function CallerDevices({ call: { site, company } }: { call: Call }) {
  const { t } = useTranslation();
  const mayRead = useCan()('equipment:read');
  const list = useQuery({
    queryKey: [...EQUIPMENT, 'of-caller', site?.id, company?.id],
    queryFn: async () => {
      const places: Record<string, string>[] = [];
      if (site) places.push({ site: site.id });
      if (company) places.push({ company: company.id });
      for (const place of places) {
        const { items } = await equipment.list({ ...place, standing: true, limit: SHOWN + 1 });
        if (items.length > 0) return { place, items };
      }
      return null;
    },
    enabled: mayRead && Boolean(site ?? company),
    staleTime: 60_000,
  });
  if (!list.data) return null;
  const { place, items } = list.data;
  return (
    <div className={classes.devices}>
      <div className={classes.devicesHead}>
        {'site' in place ? t('phone.devicesAt', { site: site?.name }) : t('equipment.title')}
        {items.length > SHOWN && (
          <Link className="link" to={`/equipment?${new URLSearchParams(place)}`}>
            {t('common.all')}
          </Link>
        )}
      </div>
      {items.slice(0, SHOWN).map((unit) => (
        <Link key={unit.id} to={`/equipment/${unit.id}`} className={classes.device}>
          <ModelIcon kind={unit.model.kind} />
          <span className="grow cut">
            {unit.tag}{' '}
            <span className="mid">
              {[modelName(unit.model), 'company' in place && unit.site?.name].filter(Boolean).join(' · ')}
            </span>
          </span>
          <UnitBadge state={unit.state} />
        </Link>
      ))}
    </div>
  );
}
