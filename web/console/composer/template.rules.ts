import type { LineTemplate } from '../../api/channels.types';

/** By `body.1`, `header.1`: the same name means another thing above than below. */
export type Values = Record<string, string>;

export const keyOf = ({ name, language }: { name: string; language: string }): string => `${name} ${language}`;

/** As the customer will read it; what is not filled in yet shows its example, or stays as it is. */
export function previewOf({ header, body, footer, variables }: LineTemplate, values: Values) {
  const put = (text: string | undefined, where: 'header' | 'body'): string | undefined =>
    text?.replace(/\{\{\s*(\w+)\s*\}\}/g, (as, name: string) => {
      const example = variables.find((one) => one.in === where && one.name === name)?.example;
      return values[`${where}.${name}`]?.trim() || (example ? `‹${example}›` : as);
    });
  return { header: put(header, 'header'), body: put(body, 'body') ?? '', footer };
}
