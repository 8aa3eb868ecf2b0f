import { gather } from './gather';

export const catalogue = gather(import.meta.glob('../locales/pt-BR/*.json', { eager: true, import: 'default' }));
