import type { Severity, ThresholdKind } from './alerts/judgement.rules.js';

/** What the desk writes by itself about devices, in its own language. Pure. */

export type Language = 'en' | 'pt-BR';

export interface AlertFacts {
  tag: string;
  model: string;
  site: string | null;
  kind: ThresholdKind;
  /** Null: of the whole unit. */
  metric: string | null;
  limit: number | null;
  value: number | null;
  unit: string;
  decimals: number;
  forMinutes: number;
  severity: Severity;
}

interface Words {
  monitoring: string;
  /** What is wrong, in a few words. */
  said(facts: AlertFacts): string;
  subject(facts: AlertFacts): string;
  note(facts: AlertFacts, link: string): string;
}

const number = (value: number, { decimals, unit }: AlertFacts, language: Language): string =>
  `${new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value)}${unit && ` ${unit}`}`;

export const ALERT_WORDS: Record<Language, Words> = {
  en: {
    monitoring: 'Monitoring',
    said: english,
    subject: (facts) => `${facts.tag}${facts.site ? `, ${facts.site}` : ''}: ${english(facts)}`,
    note: (facts, link) =>
      `${facts.model} ${facts.tag}${facts.site ? ` at ${facts.site}` : ''}: ${english(facts)}.${
        facts.value === null ? '' : ` The last reading was ${number(facts.value, facts, 'en')}.`
      }\n${link}`,
  },
  'pt-BR': {
    monitoring: 'Monitoramento',
    said: portuguese,
    subject: (facts) => `${facts.tag}${facts.site ? `, ${facts.site}` : ''}: ${portuguese(facts)}`,
    note: (facts, link) =>
      `${facts.model} ${facts.tag}${facts.site ? ` em ${facts.site}` : ''}: ${portuguese(facts)}.${
        facts.value === null ? '' : ` A última leitura foi ${number(facts.value, facts, 'pt-BR')}.`
      }\n${link}`,
  },
};

function english(facts: AlertFacts): string {
  const { kind, metric, limit, forMinutes } = facts;
  if (kind === 'silent') return `${metric ?? 'the device'} has been silent for ${forMinutes} minutes`;
  const said = number(limit ?? 0, facts, 'en');
  const lasting = forMinutes > 0 ? ` for ${forMinutes} minutes` : '';
  if (kind === 'rate') return `${metric} changes faster than ${said} an hour${lasting}`;
  return `${metric} ${kind === 'above' ? 'above' : 'below'} ${said}${lasting}`;
}

function portuguese(facts: AlertFacts): string {
  const { kind, metric, limit, forMinutes } = facts;
  if (kind === 'silent') return `${metric ?? 'o dispositivo'} sem sinal há ${forMinutes} minutos`;
  const said = number(limit ?? 0, facts, 'pt-BR');
  const lasting = forMinutes > 0 ? ` por ${forMinutes} minutos` : '';
  if (kind === 'rate') return `${metric} muda mais que ${said} por hora${lasting}`;
  return `${metric} ${kind === 'above' ? 'acima de' : 'abaixo de'} ${said}${lasting}`;
}
