/** The house of docs/architecture.md: a folder imports only folders with a lower number; those of one number do not know each other. */
const LAYERS = {
  0: ['platform'],
  1: ['identity'],
  2: ['customers', 'hours'],
  3: ['conversations', 'contracts', 'equipment'],
  4: ['tickets', 'channels'],
  // Between the floors, because rooms of the next one will speak to many by it (decision 0016).
  4.5: ['broadcasts', 'posts', 'telemetry'],
  5: ['sla', 'routing', 'dispatch', 'sales', 'billing', 'alerts', 'knowledge'],
  // What stands on several rooms of the floor below, and those of the next one tell of it.
  5.5: ['report-requests'],
  6: ['intake', 'automation', 'notifications', 'phone'],
  7: ['realtime', 'webhooks', 'reporting', 'portal', 'privacy', 'imports'],
};
const NUMBERED = Object.entries(LAYERS)
  .map(([number, rooms]) => [Number(number), rooms])
  .sort(([a], [b]) => a - b);
const ROOMS = NUMBERED.flatMap(([, rooms]) => rooms);
const inRoom = (rooms) => `^src/(${rooms.join('|')})/`;

const layers = NUMBERED.flatMap(([number, rooms]) => {
  const notLower = NUMBERED.filter(([other]) => other >= number).flatMap(([, those]) => those);
  return rooms.map((room) => ({
    name: `layer-${number}-${room}`,
    comment: `${room}/ (layer ${number}) may import only lower layers`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: inRoom(notLower.filter((other) => other !== room)) },
  }));
});

const frontDoors = ROOMS.filter((room) => room !== 'platform').map((room) => ({
  name: `front-door-${room}`,
  comment: `from outside, ${room}/ is entered by *.module, *.service, *.entity, *.dto, *.events, *.access, *.rules, *.permissions`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`^src/${room}/`, '\\.spec\\.ts$', '^src/(cli|demo)/'] },
  to: {
    path: `^src/${room}/`,
    pathNot: [
      '\\.(module|service|entity|dto|events|access|rules|permissions)\\.ts$',
      '^src/channels/(contract|registry)\\.ts$',
    ],
  },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-barrels', severity: 'error', from: { path: '^src/' }, to: { path: '^src/.*/index\\.ts$' } },
    {
      name: 'channels-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/', pathNot: '^src/channels/delivery/' },
      to: {
        path: '^src/channels/([^/]+)/',
        // What several channels stand on is no channel: it knows none of them, and they may know it.
        pathNot: ['^src/channels/$1/', '^src/channels/(delivery|calls|twilio|meta)/'],
      },
    },
    {
      name: 'nobody-imports-the-top',
      severity: 'error',
      from: { path: inRoom(ROOMS) },
      to: { path: '^src/(cli|demo|[^/]+\\.ts)' },
    },
    { name: 'sources-only', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|web|scripts|bin)/' } },
    ...layers,
    ...frontDoors,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
