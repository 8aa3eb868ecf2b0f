/** What a visitor is called who told no name: people tell them apart by the end of their key. */
export function namelessVisitor(key: string, language?: string | null): string {
  const word = language?.toLowerCase().startsWith('pt') ? 'Visitante' : 'Visitor';
  return `${word} ${key
    .replace(/[^0-9a-z]/gi, '')
    .slice(-4)
    .toUpperCase()}`;
}

/** Such a name gives way to the first real one. */
export const isNameless = (name: string): boolean => /^(Visitor|Visitante) [0-9A-Z]{1,4}$/.test(name);
