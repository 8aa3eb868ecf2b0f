import { Dice } from './dice.js';
import type { TeamKey } from './firm.js';
import { DAY, idAt } from './moments.js';
import { iso, type Rows } from './rows.js';

/** Rules that the firm made for itself, behind those that every desk begins with. */
export function addHouseRules(rows: Rows, now: number, teamIds: Record<TeamKey, string>): void {
  const dice = new Dice('rules');
  const at = now - 60 * DAY;
  for (const [index, rule] of houseRules(teamIds).entries()) {
    const id = idAt(at, dice);
    rows.add('rules', {
      id,
      position: 101 + index,
      rate_per_hour: null,
      shipped: null,
      version: 1,
      created_at: iso(at),
      updated_at: iso(at),
      ...rule,
    });
    const { name, events, time, condition, actions, stop } = rule;
    rows.add('rule_versions', {
      rule_id: id,
      version: 1,
      definition: { name, events, time, condition, actions, stop },
      by_id: null,
      by_name: 'Otávio Brandão',
      at: iso(at),
    });
  }
}

const houseRules = (teamIds: Record<TeamKey, string>) => [
  {
    name: 'Câmeras e alarmes vão à mesa de segurança',
    about: 'Quem fala de câmera, alarme ou invasão é atendido pela mesa 24/7, com prioridade alta ou maior.',
    active: true,
    events: ['ticket.created'],
    time: null,
    condition: { field: 'words', op: 'mentions', value: ['câmera', 'alarme', 'invasão', 'camera', 'alarm'] },
    actions: [
      { type: 'team', value: teamIds.security },
      { type: 'priority_at_least', value: 'high' },
      { type: 'tag', value: 'segurança' },
    ],
    stop: false,
  },
  {
    name: 'Faturas e boletos vão ao financeiro',
    about: null,
    active: true,
    events: ['ticket.created'],
    time: null,
    condition: {
      all: [
        { field: 'words', op: 'mentions', value: ['fatura', 'boleto', 'nota fiscal', 'invoice'] },
        { not: { any: [{ field: 'priority', op: 'is', value: 'urgent' }] } },
      ],
    },
    actions: [
      { type: 'team', value: teamIds.billing },
      { type: 'tag', value: 'financeiro' },
    ],
    stop: false,
  },
  {
    name: 'Quem espera oito horas sobe na fila',
    about: 'Ligar quando a equipe estiver completa.',
    active: false,
    events: ['time'],
    time: { since: 'waiting', hours: 8, business: false },
    condition: { field: 'priority', op: 'in', value: ['low', 'normal'] },
    actions: [
      { type: 'priority_at_least', value: 'high' },
      { type: 'note', value: '{{customer.first_name}} espera há oito horas.' },
    ],
    stop: false,
  },
];
