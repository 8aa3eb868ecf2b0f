import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { watched } from './watch.mjs';

const require = createRequire(import.meta.url);
const CIRCUS = /[\\/]jest-circus[\\/]/;

register('./hooks.mjs', import.meta.url);
// What went wrong is told by the line that was written.
process.setSourceMapsEnabled(true);

/**
 * Jest's own runner of a test file, in the realm of Node instead of one made for the file. A realm of its own loads
 * all of Nest, TypeORM and the desk again for every file, which takes longer than most files' tests; here a worker
 * loads them once. What a test changes beyond its own application (a spy, a variable of the environment) it puts back.
 * https://jestjs.io/docs/configuration#testrunner-string
 */
export default function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  // Jest's own knows only the maps of what it compiled itself.
  Error.prepareStackTrace = undefined;
  const circus = freshCircus();
  const here = { global: globalThis, handleTestEvent: environment.handleTestEvent };
  return watched(testPath, () => circus(globalConfig, config, here, inThisRealm(runtime), testPath, sendMessageToJest));
}

/** It keeps the tests that it was told of, and how long each may take, for the whole realm. */
function freshCircus() {
  for (const path of Object.keys(require.cache)) if (CIRCUS.test(path)) delete require.cache[path];
  for (const key of ['EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL']) delete globalThis[Symbol.for(key)];
  return require('jest-circus/runner').default;
}

function inThisRealm(runtime) {
  const own = {
    requireInternalModule: require,
    requireModule: require,
    setGlobalsForRuntime: () => undefined,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(pathToFileURL(path).href),
  };
  return new Proxy(runtime, {
    get(target, key) {
      if (Object.hasOwn(own, key)) return own[key];
      const value = target[key];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
