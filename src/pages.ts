import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Config } from './platform/config.js';

const YEAR = 31_536_000_000;

/** Addresses that the application itself answers. */
const NO_PAGES = /^\/(api|hooks|health|metrics|socket\.io|e|p|u|v|shop|help|robots\.txt)(\/|$)/;

/**
 * The built web pages. The widget's files are made to stand in other people's pages, so they alone may be loaded from
 * elsewhere; the try-out page may show itself.
 */
export function servePages(app: NestExpressApplication, config: Config): void {
  const root = resolve(config.get('WEB_DIR'));
  const pages = express.Router();
  pages.use('/widget.js', crossOrigin, express.static(join(root, 'widget', 'widget.js'), { maxAge: 300_000 }));
  pages.use(
    '/widget',
    crossOrigin,
    express.static(join(root, 'widget'), { index: false, extensions: ['html'], maxAge: 300_000 }),
  );
  pages.use('/field/assets', express.static(join(root, 'field', 'assets'), { immutable: true, maxAge: YEAR }), gone);
  pages.use('/field', fieldWorker, express.static(join(root, 'field'), { index: false, maxAge: 0 }));
  pages.use('/field', page(join(root, 'field', 'index.html')));
  // On a host of its own customers find the portal at the root, and nothing of the console.
  const forCustomers = page(join(root, 'portal', 'index.html'));
  pages.use((request: Request, response: Response, next: NextFunction) => {
    const isTheirs = config.portalHost !== undefined && request.headers.host === config.portalHost;
    if (isTheirs && !request.path.startsWith('/portal/')) forCustomers(request, response, next);
    else next();
  });
  pages.use('/portal/assets', express.static(join(root, 'portal', 'assets'), { immutable: true, maxAge: YEAR }), gone);
  pages.use('/portal', express.static(join(root, 'portal'), { index: false, maxAge: 0 }));
  pages.use('/portal', page(join(root, 'portal', 'index.html')));
  pages.use('/assets', express.static(join(root, 'console', 'assets'), { immutable: true, maxAge: YEAR }), gone);
  pages.use(express.static(join(root, 'console'), { index: false, maxAge: 300_000 }));
  pages.use(page(join(root, 'console', 'index.html')));
  // What is no page is not looked for on the disk, which would cost each call of the API a part of a millisecond.
  app.use((request: Request, response: Response, next: NextFunction) =>
    NO_PAGES.test(request.path) ? next() : pages(request, response, next),
  );
}

function crossOrigin(_: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Access-Control-Allow-Origin', '*');
  next();
}

function gone(_: Request, response: Response): void {
  response.status(404).type('text').send('Not found');
}

/** The worker’s file lies below the address that it looks after, which a browser allows only by this header. */
function fieldWorker(request: Request, response: Response, next: NextFunction): void {
  if (request.path === '/sw.js') response.setHeader('Service-Worker-Allowed', '/field');
  next();
}

/** Every address that is no file is a page, which knows its own routes. */
function page(index: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (!existsSync(index)) {
      response.status(503).type('text').send('The web pages are not built. Run: npm run build');
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(index);
  };
}
