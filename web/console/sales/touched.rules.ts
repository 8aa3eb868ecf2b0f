interface Answer {
  contact?: { id: string } | null;
  company?: { id: string } | null;
  attendees?: { contactId?: string }[];
}

/**
 * What is known of customers and stands differently after a change of sales, by what the server answered: the people
 * and the company of a deal, and the timelines of those with whom something was planned or done. `companyOf` says where
 * a person belongs, as far as this console knows.
 */
export function touchedBy(answer: unknown, companyOf: (contactId: string) => string | undefined): string[][] {
  if (typeof answer !== 'object' || answer === null) return [];
  const { contact, company, attendees } = answer as Answer;
  const people = [contact?.id, ...(attendees ?? []).map(({ contactId }) => contactId)].filter((id) => id !== undefined);
  const companies = [company?.id, ...people.map(companyOf)].filter((id) => id !== undefined);
  // A step leaves who they are as it was; a deal that is won may give a person a company.
  const part = attendees ? ['timeline'] : [];
  return [
    ...[...new Set(people)].map((id) => ['contact', id, ...part]),
    ...[...new Set(companies)].map((id) => ['company', id, ...part]),
  ];
}
