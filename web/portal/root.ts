/** Below which address the portal stands: `/portal` of the desk, or the root of a host of its own. */
export const ROOT = /^\/portal(\/|$)/.test(location.pathname) ? '/portal' : '/';
