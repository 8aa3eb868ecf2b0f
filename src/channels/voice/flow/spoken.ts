import type { Language, Prompt } from './flow.js';

/** How Twilio names the voices' languages. */
export const VOICE: Record<Language, 'pt-BR' | 'en-US'> = { pt: 'pt-BR', en: 'en-US' };

/** What the desk itself says, where the flow has no words of its own. */
const SPOKEN = {
  pt: {
    place: (position: number) => `Você é o número ${position} na fila.`,
    wait: (minutes: number) =>
      minutes === 1
        ? 'O tempo de espera é de cerca de um minuto.'
        : `O tempo de espera é de cerca de ${minutes} minutos.`,
    offerCallBack: 'Para receber uma ligação de volta sem perder o seu lugar, digite 1.',
    willCallBack: 'Obrigado. Ligaremos de volta para o número de onde você está ligando.',
    invalid: 'Opção inválida.',
    noMessage: 'Nenhuma mensagem foi gravada. Até logo.',
    thanks: 'Obrigado. Sua mensagem foi gravada.',
    whisper: 'Ligação de um cliente. Digite 1 para atender.',
    asked: (name: string) =>
      `${name || 'Um colega'} quer falar com você sobre a ligação de um cliente. Digite 1 para atender.`,
    recorded: 'Esta ligação é gravada.',
    mayRecord: 'Podemos gravar esta ligação?',
    consent: 'Digite 1 se concorda com a gravação.',
    fault: 'Não é possível atender agora. Por favor, deixe uma mensagem depois do sinal.',
    connecting: 'Um momento, por favor.',
    mailbox: (name: string) => `Você ligou para ${name}. Deixe sua mensagem depois do sinal.`,
    mayNot: 'Seu ramal não pode ligar para este número.',
    nobodyThere: 'Ninguém atende neste ramal.',
    pageKey: 'Digite 1 para confirmar que recebeu este chamado.',
    pageKnown: 'Obrigado. Está confirmado.',
  },
  en: {
    place: (position: number) => `You are number ${position} in line.`,
    wait: (minutes: number) =>
      minutes === 1 ? 'The wait is about one minute.' : `The wait is about ${minutes} minutes.`,
    offerCallBack: 'To be called back without losing your place, press 1.',
    willCallBack: 'Thank you. We will call you back on the number you are calling from.',
    invalid: 'That is not an option.',
    noMessage: 'No message was recorded. Goodbye.',
    thanks: 'Thank you. Your message was recorded.',
    whisper: 'A call from a customer. Press 1 to accept.',
    asked: (name: string) =>
      `${name || 'A colleague'} wants a word with you about a customer’s call. Press 1 to accept.`,
    recorded: 'This call is recorded.',
    mayRecord: 'May we record this call?',
    consent: 'Press 1 if you agree to be recorded.',
    fault: 'We cannot answer right now. Please leave a message after the tone.',
    connecting: 'One moment, please.',
    mailbox: (name: string) => `You have reached ${name}. Leave a message after the tone.`,
    mayNot: 'Your extension may not call this number.',
    nobodyThere: 'Nobody answers at this extension.',
    pageKey: 'Press 1 to confirm that you have heard this.',
    pageKnown: 'Thank you. It is confirmed.',
  },
};

export const spoken = (language: Language) => SPOKEN[language];

/** In the caller's language, else in any: better the wrong language than silence. */
export const wordsOf = ({ say }: Prompt, language: Language): string =>
  say[language] ?? Object.values(say).find(Boolean) ?? '';
