import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { osrmTravel } from '../../../src/dispatch/planning/osrm.travel.js';
import { greatCircle } from '../../../src/dispatch/planning/travel.rules.js';

const GUESS = greatCircle();
const place = (id: string, lat: number | null, lng: number | null) => ({ id, lat, lng });
const HOME = place('home', -23.55, -46.63);
const SHOP = place('shop', -23.56, -46.65);
const ISLAND = place('island', -23.8, -45.4);
const NOWHERE = place('nowhere', null, null);

describe('journeys by a road router', () => {
  const asked: string[] = [];
  let answer: { status: number; body: object };
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  beforeEach(() => void asked.splice(0));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const travel = (...places: (typeof HOME | typeof NOWHERE)[]) =>
    osrmTravel(places, { fetch: fetch as never, url, otherwise: GUESS });

  it('are asked once for all, in the form of its table service', async () => {
    answer = {
      status: 200,
      body: {
        code: 'Ok',
        durations: [
          [0, 61],
          [119, 0],
        ],
        distances: [
          [0, 900],
          [1500, 0],
        ],
      },
    };

    const roads = await travel(HOME, SHOP, HOME, NOWHERE);

    expect(asked).toEqual(['/table/v1/driving/-46.63000,-23.55000;-46.65000,-23.56000?annotations=duration,distance']);
    expect([roads.minutes(HOME, SHOP), roads.minutes(SHOP, HOME), roads.kilometres(SHOP, HOME)]).toEqual([2, 2, 1.5]);
  });

  it('are guessed where there is no road, or no coordinates', async () => {
    answer = {
      status: 200,
      body: {
        code: 'Ok',
        durations: [
          [0, null],
          [null, 0],
        ],
        distances: [
          [0, null],
          [null, 0],
        ],
      },
    };

    const roads = await travel(HOME, ISLAND, NOWHERE);

    expect(roads.minutes(HOME, ISLAND)).toBe(GUESS.minutes(HOME, ISLAND));
    expect(roads.minutes(HOME, NOWHERE)).toBe(GUESS.minutes(HOME, NOWHERE));
  });

  it.each([
    ['refuses', { status: 400, body: { code: 'TooBig', message: 'Too many table coordinates' } }, 'TooBig'],
    ['says no with a smile', { status: 200, body: { code: 'NoTable' } }, 'NoTable'],
  ])('fail where it %s, with its reason', async (_, given, reason) => {
    answer = given;

    await expect(travel(HOME, SHOP)).rejects.toThrow(reason);
  });
});
