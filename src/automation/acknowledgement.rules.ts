export interface Acknowledged {
  number: number;
  subject: string;
  name: string;
}

const DEFAULTS: Record<string, string> = {
  en: 'Hello {{name}},\n\nwe received your message about "{{subject}}" and registered it under number {{number}}. A person will answer you.',
  'pt-BR':
    'Olá {{name}},\n\nrecebemos a sua mensagem sobre "{{subject}}" e a registramos com o número {{number}}. Uma pessoa vai responder.',
};

/** The given text, or ours in the language of the line, with its names filled in. Unknown names stay as they are. */
export function acknowledgementText(given: string | undefined, language: string, about: Acknowledged): string {
  const values: Record<string, string> = { number: String(about.number), subject: about.subject, name: about.name };
  const template = given?.trim() || DEFAULTS[language] || DEFAULTS.en!;
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}
