import type { Language } from '../people/user.entity.js';

interface Letter {
  subject: string;
  text: string;
}

interface Letters {
  invitation(facts: { company: string; inviter: string; link: string; days: number }): Letter;
  passwordReset(facts: { company: string; name: string; link: string; minutes: number }): Letter;
}

/** What Frontdesk itself writes to people, in every language that it speaks. */
export const LETTERS: Record<Language, Letters> = {
  en: {
    invitation: ({ company, inviter, link, days }) => ({
      subject: `${inviter} invites you to ${company}’s Frontdesk`,
      text: `Hello,

${inviter} invites you to work with Frontdesk, ${company}’s support desk.
Choose your name and password here:

${link}

The link works once, for ${days} days. If you did not expect it, you can ignore this mail.
`,
    }),
    passwordReset: ({ company, name, link, minutes }) => ({
      subject: `A new password for ${company}’s Frontdesk`,
      text: `Hello ${name},

somebody, hopefully you, asked for a new password. Set one here:

${link}

The link works once, for ${minutes} minutes. If it was not you, ignore this mail: nothing has changed.
`,
    }),
  },
  'pt-BR': {
    invitation: ({ company, inviter, link, days }) => ({
      subject: `${inviter} convidou você para o Frontdesk da ${company}`,
      text: `Olá,

${inviter} convidou você para trabalhar com o Frontdesk, a central de atendimento da ${company}.
Escolha seu nome e sua senha aqui:

${link}

O link funciona uma única vez, por ${days} dias. Se você não esperava este convite, ignore este e-mail.
`,
    }),
    passwordReset: ({ company, name, link, minutes }) => ({
      subject: `Nova senha para o Frontdesk da ${company}`,
      text: `Olá, ${name},

alguém, esperamos que você, pediu uma nova senha. Crie uma aqui:

${link}

O link funciona uma única vez, por ${minutes} minutos. Se não foi você, ignore este e-mail: nada mudou.
`,
    }),
  },
};
