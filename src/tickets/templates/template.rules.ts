/** What a prepared text may name in double braces. */
export interface TemplateValues {
  'customer.name': string;
  'customer.first_name': string;
  'ticket.number': string;
  'ticket.subject': string;
  'agent.name': string;
}

/** Fills in what is known. What is not stays as it stands, for the writer to see. */
export const fillIn = (text: string, values: TemplateValues): string =>
  text.replace(/\{\{\s*([a-z._]+)\s*\}\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof TemplateValues] : all,
  );
