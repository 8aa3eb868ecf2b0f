import type { Language } from '../../identity/people/user.entity.js';
import type { StatusCategory } from '../ticket.rules.js';

export interface StatusWords {
  name: string;
  customerLabel: string;
}

/** How an installation names its stages before anybody has named them. The console knows the same names. */
export const SHIPPED_STATUSES: Record<Language, Record<StatusCategory, StatusWords>> = {
  en: {
    new: { name: 'New', customerLabel: 'Received' },
    open: { name: 'Open', customerLabel: 'In progress' },
    waiting_customer: { name: 'Waiting for customer', customerLabel: 'Waiting for you' },
    waiting_third_party: { name: 'Waiting for third party', customerLabel: 'In progress' },
    visit_scheduled: { name: 'Visit scheduled', customerLabel: 'Visit scheduled' },
    solved: { name: 'Solved', customerLabel: 'Solved' },
    closed: { name: 'Closed', customerLabel: 'Closed' },
  },
  'pt-BR': {
    new: { name: 'Novo', customerLabel: 'Recebido' },
    open: { name: 'Aberto', customerLabel: 'Em andamento' },
    waiting_customer: { name: 'Aguardando cliente', customerLabel: 'Aguardando você' },
    waiting_third_party: { name: 'Aguardando terceiro', customerLabel: 'Em andamento' },
    visit_scheduled: { name: 'Visita marcada', customerLabel: 'Visita marcada' },
    solved: { name: 'Resolvido', customerLabel: 'Resolvido' },
    closed: { name: 'Fechado', customerLabel: 'Fechado' },
  },
};

/** What changes where the desk's language does: each word by itself, and only where nobody has chosen another. */
export function inLanguage(
  status: { category: StatusCategory; name: string; customerLabel: string | null },
  language: Language,
): Partial<StatusWords> {
  const wanted = SHIPPED_STATUSES[language][status.category];
  const shipped = Object.values(SHIPPED_STATUSES).map((words) => words[status.category]);
  const itself = shipped.some(({ name }) => name === status.name);
  if (!itself) return {};
  return {
    ...(status.name !== wanted.name && { name: wanted.name }),
    ...(status.customerLabel !== wanted.customerLabel &&
      shipped.some(({ customerLabel }) => customerLabel === status.customerLabel) && {
        customerLabel: wanted.customerLabel,
      }),
  };
}
