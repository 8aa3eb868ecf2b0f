import { CHANGEABLE, FIELDS, OPS_OF, WHEN } from '../../tickets/conditions/field.rules.js';
import type { RuleVocabulary } from './rule.dto.js';
import { ACTIONS, ANCHORS } from './rule.rules.js';

export const PLACEHOLDERS = ['customer.name', 'customer.first_name', 'ticket.number', 'ticket.subject'];

export const vocabulary = (): RuleVocabulary => ({
  events: [...WHEN],
  anchors: [...ANCHORS],
  fields: FIELDS.map(({ name, kind, values, of, momentary }) => ({
    name,
    kind,
    ops: [...OPS_OF[kind]],
    ...((values || name === 'changed') && { values: [...(values ?? CHANGEABLE)] }),
    ...(of && { of }),
    ...(momentary && { momentary }),
  })),
  actions: Object.entries(ACTIONS).map(([type, { value, values }]) => ({
    type,
    value,
    ...(values && { values: [...values] }),
  })),
  placeholders: PLACEHOLDERS,
});
