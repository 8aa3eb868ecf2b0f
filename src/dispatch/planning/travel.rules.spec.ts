import { emptyTable, fillTable, osrmBlocks } from './osrm.rules.js';
import { greatCircle, greatCircleKilometres, tableTravel } from './travel.rules.js';

const paulista = { id: 'paulista', lat: -23.5614, lng: -46.6559 };
const guarulhos = { id: 'guarulhos', lat: -23.4356, lng: -46.4731 };
const nowhere = { id: 'nowhere', lat: null, lng: null };

describe('travel by great circle', () => {
  it('knows how far the airport is', () => {
    expect(greatCircleKilometres(paulista, guarulhos)).toBeCloseTo(23.3, 0);
  });

  it.each([
    ['the same place is no journey', paulista, paulista, 0],
    ['a place without coordinates is a fixed guess', paulista, nowhere, 45],
  ])('%s', (_, from, to, minutes) => {
    expect(greatCircle().minutes(from, to)).toBe(minutes);
  });

  it('takes longer by road than by air', () => {
    const minutes = greatCircle().minutes(paulista, guarulhos);

    expect(minutes).toBeGreaterThan(60);
    expect(minutes).toBeLessThan(75);
  });
});

describe("a router's table", () => {
  it('is asked for in one request while that is allowed', () => {
    expect(osrmBlocks([paulista, guarulhos])).toEqual([
      {
        path: '/table/v1/driving/-46.65590,-23.56140;-46.47310,-23.43560?annotations=duration,distance',
        rows: [0, 1],
        columns: [0, 1],
      },
    ]);
  });

  it('is asked for in blocks that cover every pair when there are many places', () => {
    const places = Array.from({ length: 7 }, (_, at) => ({ id: String(at), lat: at, lng: at }));
    const blocks = osrmBlocks(places, 4);

    const pairs = new Set(blocks.flatMap(({ rows, columns }) => rows.flatMap((a) => columns.map((b) => `${a} ${b}`))));
    expect(pairs.size).toBe(49);
    for (const { path } of blocks) expect(path.split('?')[0]!.split(';').length).toBeLessThanOrEqual(4);
  });

  it('is read in minutes and kilometres, and guessed where there is no road', () => {
    const table = emptyTable([paulista, guarulhos]);
    const answer = {
      code: 'Ok',
      durations: [
        [0, 2_341],
        [null, 0],
      ],
      distances: [
        [0, 31_200],
        [null, 0],
      ],
    };
    fillTable(table, osrmBlocks([paulista, guarulhos])[0]!, answer);
    const travel = tableTravel(table, { minutes: () => 99, kilometres: () => 9 });

    expect(travel.minutes(paulista, guarulhos)).toBe(40);
    expect(travel.kilometres(paulista, guarulhos)).toBe(31.2);
    expect(travel.minutes(guarulhos, paulista)).toBe(99);
    expect(travel.minutes(paulista, nowhere)).toBe(99);
  });
});
