import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { equipment } from '../../api/equipment.api';
import classes from '../customers/customers.module.css';
import { useCan } from '../session/session';
import { EQUIPMENT } from './equipment.queries';
import { modelName, ModelIcon, UnitBadge } from './unit-words';

const SHOWN = 8;

/** What stands at a company, or under a contract. */
export function EquipmentOf({ of }: { of: { company: string } | { contract: string } }) {
  const { t } = useTranslation();
  const mayRead = useCan()('equipment:read');
  const list = useQuery({
    queryKey: [...EQUIPMENT, 'of', of],
    queryFn: () => equipment.list({ ...of, standing: true, limit: 60 }),
    enabled: mayRead,
  });
  const units = list.data?.items ?? [];
  if (units.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t('equipment.title')}</h2>
      <div className={classes.said}>
        {units.slice(0, SHOWN).map((unit) => (
          <Link key={unit.id} to={`/equipment/${unit.id}`} className={classes.line}>
            <ModelIcon kind={unit.model.kind} />
            <span className="grow">
              <span className="cut" style={{ display: 'block' }}>
                {unit.tag} <span className="mid">{modelName(unit.model)}</span>
              </span>
              <span className={`cut ${classes.detail}`}>{unit.site?.name ?? unit.location?.name}</span>
            </span>
            <UnitBadge state={unit.state} />
          </Link>
        ))}
        {(units.length > SHOWN || list.data?.nextCursor) && (
          <Link className={`link ${classes.line}`} to={`/equipment?${new URLSearchParams(of)}`}>
            {list.data?.nextCursor ? t('common.all') : t('equipment.nMore', { count: units.length - SHOWN })}
          </Link>
        )}
      </div>
    </section>
  );
}
