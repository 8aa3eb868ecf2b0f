import { gather } from './gather';

export const catalogue = gather(import.meta.glob('../locales/en/*.json', { eager: true, import: 'default' }));
