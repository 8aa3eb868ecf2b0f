export interface CannedFacts {
  contact: string;
  agent: string;
  number: number;
  company?: string;
}

/** `{{contact.name}}` and its kin, filled in; what is unknown stays, so that it is seen before it is sent. */
export function filledIn(text: string, facts: CannedFacts): string {
  const values: Record<string, string | undefined> = {
    'contact.name': facts.contact,
    'contact.firstName': facts.contact.split(/\s+/)[0],
    'agent.name': facts.agent,
    'agent.firstName': facts.agent.split(/\s+/)[0],
    'ticket.number': String(facts.number),
    'company.name': facts.company,
  };
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}
