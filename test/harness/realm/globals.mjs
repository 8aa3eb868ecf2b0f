import { ModuleMocker } from 'jest-mock';

const mocker = new ModuleMocker(globalThis);

export const jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: () => mocker.restoreAllMocks(),
  /** Where Jest's own keeps it. */
  setTimeout: (ms) => (globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms),
};
const call = (name) =>
  new Proxy(() => undefined, {
    apply: (_, __, args) => globalThis[name](...args),
    get: (_, key) => globalThis[name][key],
  });
export const describe = call('describe');
export const it = call('it');
export const expect = call('expect');
export const beforeAll = call('beforeAll');
export const afterAll = call('afterAll');
export const beforeEach = call('beforeEach');
export const afterEach = call('afterEach');
