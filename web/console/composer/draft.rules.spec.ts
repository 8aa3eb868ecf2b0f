import { describe, expect, it } from '@jest/globals';
import type { Attachment, Draft } from '../../api/tickets.types';
import { isBlank, stateOf } from './draft.rules';

const file: Attachment = { id: 'f-1', name: 'a.png', type: 'image/png', size: 1, url: '/a' };
const draft = (content: Partial<Draft> = {}): Omit<Draft, 'version'> => ({ kind: 'reply', text: '', ...content });

describe('a draft', () => {
  it.each([
    ['nothing', {}, true],
    ['spaces', { text: ' \n' }, true],
    ['words', { text: 'Dear' }, false],
    ['a file', { attachments: [file] }, false],
    ['a copy', { cc: ['ana@ipe.example'] }, false],
    ['a blind copy', { bcc: ['ana@ipe.example'] }, false],
  ])('with %s is blank: %j %s', (_, content, expected) => {
    expect(isBlank(draft(content))).toBe(expected);
  });

  it.each([
    ['words', { text: 'Dear' }],
    ['a file', { attachments: [file] }],
    ['a copy', { cc: ['ana@ipe.example'] }],
    ['a blind copy', { bcc: ['ana@ipe.example'] }],
    ['what it answers', { quotes: 'm-1' }],
  ])('is worth saving again after %s', (_, content) => {
    expect(stateOf(draft(content))).not.toBe(stateOf(draft()));
  });
});
