import type { StatusCategory } from '../../tickets/ticket.rules.js';
import { plainOf } from './field.rules.js';

/** What other desks call the states of a ticket; Freshdesk and FreeScout also by a number. Pure. */
const WORDS: Record<string, StatusCategory> = {};
const say = (category: StatusCategory, words: string): void => {
  for (const word of words.split('|')) WORDS[word] = category;
};
say('new', 'new|novo|nova');
say('open', 'open|aberto|aberta|active|ativo|em andamento|in progress|em atendimento|reopened|reaberto');
say(
  'waiting_customer',
  'pending|pendente|waiting on customer|waiting for customer|aguardando cliente|pending reminder|snoozed|awaiting reply',
);
say('waiting_third_party', 'hold|on hold|waiting on third party|aguardando terceiros|em espera');
say('solved', 'solved|resolved|resolvido|resolvida|done|pending close|concluido');
say('closed', 'closed|fechado|fechada|encerrado|merged|spam|deleted|archived|cancelado');

export const categoryCalled = (word: string): StatusCategory | null => WORDS[plainOf(word)] ?? null;
