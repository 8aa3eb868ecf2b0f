import type { Language } from '../../identity/people/user.entity.js';

interface Letter {
  subject: string;
  text: string;
}

export type ReportMoment = 'accepted' | 'postponed' | 'declined' | 'published';

export interface ReportFacts {
  company: string;
  name: string;
  moment: ReportMoment;
  number: number;
  title: string;
  /** The day that is promised now, as `2026-03-15`. */
  dueOn: string | null;
  link: string;
}

interface Letters {
  invitation(facts: { company: string; name: string; link: string; days: number }): Letter;
  signIn(facts: { company: string; name: string; link: string; minutes: number }): Letter;
  answer(facts: { company: string; name: string; number: number; subject: string; link: string }): Letter;
  report(facts: ReportFacts): Letter;
}

const dayIn = (locale: string, day: string | null): string =>
  day
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
    : '';

export const LETTERS: Record<Language, Letters> = {
  en: {
    invitation: ({ company, name, link, days }) => ({
      subject: `Your access to ${company}’s customer portal`,
      text: `Hello ${name},

in ${company}’s customer portal you see your requests and visits, and what we promised. Enter here:

${link}

The link works once, for ${days} days. Afterwards you ask for a new one with this address, or choose a password.
If you did not expect it, you can ignore this mail.
`,
    }),
    signIn: ({ company, name, link, minutes }) => ({
      subject: `Sign in to ${company}’s customer portal`,
      text: `Hello ${name},

here you enter the portal:

${link}

The link works once, for ${minutes} minutes. If you did not ask for it, ignore this mail: nobody has entered.
`,
    }),
    answer: ({ company, name, number, subject, link }) => ({
      subject: `[#${number}] ${company} has answered`,
      text: `Hello ${name},

there is an answer to “${subject}”. Read it here:

${link}

You can switch these mails off in the portal, under your profile.
`,
    }),
    report: ({ company, name, moment, number, title, dueOn, link }) => {
      const day = dayIn('en-GB', dueOn);
      const said = {
        accepted: `${company} accepted your report “${title}”. You will have it by ${day}.`,
        postponed: `your report “${title}” will be ready on another day: ${day}.`,
        declined: `${company} cannot make the report “${title}”. The reason stands in the portal.`,
        published: `your report “${title}” is ready.`,
      }[moment];
      return {
        subject: `[R${number}] ${moment === 'published' ? 'Your report is ready' : title}`,
        text: `Hello ${name},

${said}

${link}

You can switch these mails off in the portal, under your profile.
`,
      };
    },
  },
  'pt-BR': {
    invitation: ({ company, name, link, days }) => ({
      subject: `Seu acesso ao portal do cliente da ${company}`,
      text: `Olá, ${name},

no portal do cliente da ${company} você acompanha seus chamados, suas visitas e o que prometemos. Entre por aqui:

${link}

O link funciona uma única vez, por ${days} dias. Depois, peça um novo com este endereço ou crie uma senha.
Se você não esperava este convite, ignore este e-mail.
`,
    }),
    signIn: ({ company, name, link, minutes }) => ({
      subject: `Entrar no portal do cliente da ${company}`,
      text: `Olá, ${name},

entre no portal por aqui:

${link}

O link funciona uma única vez, por ${minutes} minutos. Se não foi você que pediu, ignore este e-mail: ninguém entrou.
`,
    }),
    answer: ({ company, name, number, subject, link }) => ({
      subject: `[#${number}] ${company} respondeu`,
      text: `Olá, ${name},

há uma resposta para “${subject}”. Leia aqui:

${link}

Você pode desligar estes avisos no portal, em seu perfil.
`,
    }),
    report: ({ company, name, moment, number, title, dueOn, link }) => {
      const day = dayIn('pt-BR', dueOn);
      const said = {
        accepted: `a ${company} aceitou o seu relatório “${title}”. Ele fica pronto até ${day}.`,
        postponed: `o seu relatório “${title}” ficará pronto em outro dia: ${day}.`,
        declined: `a ${company} não pode fazer o relatório “${title}”. O motivo está no portal.`,
        published: `o seu relatório “${title}” está pronto.`,
      }[moment];
      return {
        subject: `[R${number}] ${moment === 'published' ? 'Seu relatório está pronto' : title}`,
        text: `Olá, ${name},

${said}

${link}

Você pode desligar estes avisos no portal, em seu perfil.
`,
      };
    },
  },
};
