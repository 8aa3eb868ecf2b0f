import { describe, expect, it } from '@jest/globals';
import { coordinatesFrom, coordinatesIn } from './coordinates.rules';

describe('where a place is', () => {
  it.each([
    ['as a map copies it', '-23.5614, -46.6559', { lat: -23.5614, lng: -46.6559 }],
    ['without a space', '-23.5614,-46.6559', { lat: -23.5614, lng: -46.6559 }],
    ['with a space alone', '52.52 13.405', { lat: 52.52, lng: 13.405 }],
    ['with decimal commas', '-23,5614; -46,6559', { lat: -23.5614, lng: -46.6559 }],
    ['with decimal commas and a comma between', '-23,5614, -46,6559', { lat: -23.5614, lng: -46.6559 }],
    ['with a true minus sign', '−23.5, −46.6', { lat: -23.5, lng: -46.6 }],
    ['as nothing', '  ', { lat: null, lng: null }],
  ])('is read %s', (_, written, place) => {
    expect(coordinatesFrom(written)).toEqual(place);
  });

  it.each(['here', '12', '91, 10', '10, 181', '1, 2, 3', '-23.5; ', 'NaN, 1'])('is not %s', (written) => {
    expect(coordinatesFrom(written)).toBeNull();
  });

  it('is written as it is read', () => {
    expect(coordinatesFrom(coordinatesIn({ lat: -3.5, lng: 40 }))).toEqual({ lat: -3.5, lng: 40 });
    expect(coordinatesIn({ lat: -23.544900000000002, lng: -46.7617 })).toBe('-23.5449, -46.7617');
    expect(coordinatesIn({})).toBe('');
  });
});
