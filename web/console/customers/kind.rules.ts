export type Kind = 'contacts' | 'companies';

/** Which list stands beside what is open: the one that was chosen, else that of which it is one. */
export function kindOf(chosen: string | null, pathname: string): Kind {
  if (chosen === 'companies' || chosen === 'contacts') return chosen;
  return pathname.startsWith('/customers/companies') ? 'companies' : 'contacts';
}
