import {
  IconArrowsExchange,
  IconFileReport,
  IconMessages,
  IconPackageExport,
  IconPlug,
  IconRulerMeasure,
  IconSchool,
  IconTool,
  type Icon,
} from '@tabler/icons-react';
import type { VisitKind } from '../../api/dispatch.types';

const ICONS: Record<VisitKind, Icon> = {
  repair: IconTool,
  installation: IconPlug,
  pickup: IconPackageExport,
  swap: IconArrowsExchange,
  feasibility: IconRulerMeasure,
  training: IconSchool,
  meeting: IconMessages,
  report_delivery: IconFileReport,
};

export function KindIcon({ kind, size = 14 }: { kind: VisitKind; size?: number }) {
  const Shape = ICONS[kind];
  return <Shape size={size} stroke={1.75} aria-hidden="true" />;
}
