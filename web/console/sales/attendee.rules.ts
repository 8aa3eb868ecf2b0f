import type { Attendee } from '../../api/sales.types';

type Said = Pick<Attendee, 'name' | 'email' | 'contactId'>;

/** As people write them: `Ana Souza <ana@norte.example>`, or only the name. */
export const wordOf = ({ name, email }: Said): string => (email ? `${name} <${email}>` : name);

/** As it was said: what calendars answered is not said again. */
const plain = ({ name, email, contactId }: Said): Said => ({
  name,
  ...(email && { email }),
  ...(contactId && { contactId }),
});

/** `Ana Souza <ana@norte.example>`, an address, or only a name. */
export function attendeeOf(word: string, before: readonly Said[] = []): Said {
  const known = before.find((one) => wordOf(one) === word);
  if (known) return plain(known);
  const [, name, email] = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/.exec(word) ?? [];
  if (email) return { name: name || email, email };
  return /^\S+@\S+\.\S+$/.test(word) ? { name: word, email: word } : { name: word };
}
