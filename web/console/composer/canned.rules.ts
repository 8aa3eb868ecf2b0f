export interface CannedFacts {
  contact: string;
  agent: string;
  number: number;
  subject: string;
  company?: string;
}

/** `{{customer.name}}` and its kin, also by the older name `contact`, filled in; what is unknown stays, so that it is seen before it is sent. */
export function filledIn(text: string, facts: CannedFacts): string {
  const values: Record<string, string | undefined> = {
    ...named('customer', facts.contact),
    ...named('contact', facts.contact),
    ...named('agent', facts.agent),
    'ticket.number': String(facts.number),
    'ticket.subject': facts.subject,
    'company.name': facts.company,
  };
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}

function named(who: string, name: string): Record<string, string | undefined> {
  const first = name.split(/\s+/)[0];
  return { [`${who}.name`]: name, [`${who}.first_name`]: first, [`${who}.firstName`]: first };
}
