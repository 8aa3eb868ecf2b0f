import { fitting, transcript, type Said } from './transcript.rules.js';

const said = (text: string, name = 'Ana'): Said => ({
  direction: 'in',
  name,
  at: new Date('2026-11-25T12:00:00Z'),
  text,
});
const words = { title: 'Forwarded', time: (at: Date) => at.toISOString().slice(11, 16) };

it('tells who said what and when', () => {
  expect(transcript([said('The router is dead\n'), said('Which lights?', 'Rui')], words)).toBe(
    '--- Forwarded ---\n\nAna, 12:00:\nThe router is dead\n\nRui, 12:00:\nWhich lights?',
  );
});

it('is nothing where nothing was said', () => {
  expect(transcript([], words)).toBe('');
});

it('keeps the newest of a long thread', () => {
  const long = said('x'.repeat(50_000));
  expect(fitting([said('old'), long, said('new')])).toEqual([said('old'), long, said('new')]);
  expect(fitting([said('old'), long, long, said('new')])).toEqual([long, said('new')]);
});
