import type { FilledTemplate, MessageTemplate } from './contract.js';

/** Names of variables that have no value. */
export function missingIn(template: MessageTemplate, { variables }: FilledTemplate): string[] {
  return template.variables
    .filter((wanted) => !variables.some((one) => one.in === wanted.in && one.name === wanted.name && one.value.trim()))
    .map(({ name }) => name);
}

/** How it reads, with everything filled in. */
export function filled({ header, body, footer }: MessageTemplate, { variables }: FilledTemplate): string {
  const put = (text: string | undefined, where: 'header' | 'body'): string | undefined =>
    text?.replace(/\{\{\s*(\w+)\s*\}\}/g, (as, name: string) => {
      return variables.find((one) => one.in === where && one.name === name)?.value.trim() ?? as;
    });
  return [put(header, 'header'), put(body, 'body'), footer].filter(Boolean).join('\n\n');
}
