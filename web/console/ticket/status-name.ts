import type { TFunction } from 'i18next';
import type { StatusRef } from '../../api/tickets.types';

/** The names with which an installation begins, in the company's language (`shipped-statuses.rules.ts`). A status that still has one is named in the reader's language. */
const SHIPPED: Record<string, StatusRef['category']> = {
  New: 'new',
  Open: 'open',
  'Waiting for customer': 'waiting_customer',
  'Waiting for third party': 'waiting_third_party',
  'Visit scheduled': 'visit_scheduled',
  Solved: 'solved',
  Closed: 'closed',
  Novo: 'new',
  Aberto: 'open',
  'Aguardando cliente': 'waiting_customer',
  'Aguardando terceiro': 'waiting_third_party',
  'Visita marcada': 'visit_scheduled',
  Resolvido: 'solved',
  Fechado: 'closed',
};

export function statusName(status: StatusRef, t: TFunction): string {
  const shipped = SHIPPED[status.name];
  return shipped && shipped === status.category ? t(`ticket.categories.${shipped}`) : status.name;
}
