import {
  IconAccessPoint,
  IconCamera,
  IconCpu,
  IconDeviceLaptop,
  IconDevices,
  IconDisc,
  IconPrinter,
  IconRouter,
  IconServer,
  IconTemperature,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ModelMark, Unit, UnitState } from '../../api/equipment.types';
import classes from './equipment.module.css';

const ICONS: Record<string, Icon> = {
  router: IconRouter,
  gateway: IconCpu,
  camera: IconCamera,
  sensor: IconTemperature,
  notebook: IconDeviceLaptop,
  printer: IconPrinter,
  server: IconServer,
  disk: IconDisc,
  'access point': IconAccessPoint,
};

export function ModelIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Shape = ICONS[kind] ?? IconDevices;
  return <Shape size={size} stroke={1.6} aria-hidden="true" />;
}

export const modelName = ({ maker, name }: Pick<ModelMark, 'maker' | 'name'>): string => `${maker} ${name}`;

export function UnitBadge({ state }: { state: UnitState }) {
  const { t } = useTranslation();
  return (
    <span className={classes.badge} data-state={state}>
      {t(`equipment.states.${state}`)}
    </span>
  );
}

/** Where it is, in one line: who has it and at which site, or which shelf it lies on. */
export function placeWords({ company, site, location }: Pick<Unit, 'company' | 'site' | 'location'>): string {
  if (location) return company ? `${location.name} · ${company.name}` : location.name;
  return [company?.name, site?.name].filter(Boolean).join(' · ');
}
