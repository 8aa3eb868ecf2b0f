import { describe, expect, it } from '@jest/globals';
import { touchedBy } from './touched.rules';

const nowhere = (): undefined => undefined;

describe('what a change of sales touches of customers', () => {
  it('is the person and the company of a deal, and of nobody else', () => {
    const deal = { tickets: [], contact: { id: 'ana' }, company: { id: 'porto' } };

    expect(touchedBy(deal, nowhere)).toEqual([
      ['contact', 'ana'],
      ['company', 'porto'],
    ]);
    expect(touchedBy({ tickets: [], contact: null, company: null }, nowhere)).toEqual([]);
  });

  it('is the timeline of everybody who was there, each once, and of where they belong', () => {
    const meeting = {
      contact: { id: 'ana' },
      company: null,
      attendees: [{ contactId: 'ana' }, { contactId: 'rui' }, { name: 'a guest' }],
    };
    const companyOf = (id: string): string | undefined => (id === 'ana' ? 'porto' : undefined);

    expect(touchedBy(meeting, companyOf)).toEqual([
      ['contact', 'ana', 'timeline'],
      ['contact', 'rui', 'timeline'],
      ['company', 'porto', 'timeline'],
    ]);
  });

  it('is nothing where stages, proposals or packages of the page were changed, or nothing was answered', () => {
    for (const answer of [undefined, null, { id: 'a', stages: [] }, { id: 'b', number: 'P-1-1', letters: [] }]) {
      expect(touchedBy(answer, nowhere)).toEqual([]);
    }
  });
});
