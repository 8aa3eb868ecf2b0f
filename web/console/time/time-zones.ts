/** Those that the browser knows, and UTC, which it leaves out although it may be its own. */
export const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
