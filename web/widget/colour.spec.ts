import { accentFor, contrast, parse } from './colour.js';

type Rgb = [number, number, number];
const rgb = (css: string): Rgb => css.match(/\d+/g)!.map(Number) as Rgb;

describe('the company’s colour', () => {
  it.each(['#0f6e6e', '#ffd400', '#ffffff', '#000000', '#e11', '#7c3aed', 'no colour'])(
    '%s can be read in both themes',
    (colour) => {
      for (const [theme, surface] of [
        ['light', [255, 255, 255]],
        ['dark', [23, 25, 27]],
      ] as ['light' | 'dark', Rgb][]) {
        const { accent, onAccent, soft } = accentFor(colour, theme);
        expect(contrast(rgb(accent), surface)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(rgb(accent), rgb(onAccent))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(rgb(accent), rgb(soft))).toBeGreaterThan(3);
      }
    },
  );

  it('stays what it is where it can be read', () => {
    expect(accentFor('#0f6e6e', 'light').accent).toBe('rgb(15 110 110)');
  });

  it.each([
    ['#fff', [255, 255, 255]],
    ['#0f6e6e', [15, 110, 110]],
    ['red', undefined],
    ['#12345', undefined],
  ])('%s is read as %p', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });
});
