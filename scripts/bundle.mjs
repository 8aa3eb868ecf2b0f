/**
 * Joins the eight hundred files of the built server into a few: reading and linking each by itself is a third of the
 * time of a start. Packages stay where they are. `dist/src` stays too, for tests and tools that ask for single files.
 */
import { rolldown } from 'rolldown';

const bundle = await rolldown({
  input: {
    main: 'dist/src/main.js',
    cli: 'dist/src/cli/main.js',
    // Threads are started by the names of their files.
    'reading.worker': 'dist/src/channels/email/mime/reading.worker.js',
    'planning.worker': 'dist/src/dispatch/planning/planning.worker.js',
  },
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
});
// Names of classes are names of entities and of schemas in the API's description.
await bundle.write({ dir: 'dist/server', format: 'esm', sourcemap: true, keepNames: true });
await bundle.close();
