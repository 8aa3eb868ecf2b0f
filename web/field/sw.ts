/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** Filled in by the build with every file of the app and its fingerprint. */
declare const __FIELD_FILES__: PrecacheEntry[];
declare const self: ServiceWorkerGlobalScope;

const PICTURES = 'field-pictures';

precacheAndRoute(__FIELD_FILES__);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/field/index.html'), { allowlist: [/^\/field(\/|$)/] }));

// Pictures never change under their address. Those that were seen are there without a network, until the phone is signed out.
registerRoute(/\/api\/v1\/visits\/[\w-]+\/files\/[\w-]+$/, async ({ request }) => {
  const cache = await caches.open(PICTURES);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
});

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
