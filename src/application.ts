import { RequestMethod, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { serveApiDocs } from './api-docs.js';
import { servePages } from './pages.js';
import { Config } from './platform/config.js';
import { correlate } from './platform/http/correlation.js';
import { refuseDeepNesting } from './platform/http/nesting.js';
import { validationPipe } from './platform/http/validation.pipe.js';
import { SocketsAdapter } from './platform/sockets/sockets.adapter.js';
import { NestLogs } from './platform/telemetry/nest-logs.js';

/** The whole application on a database that is up and migrated; not listening yet. */
export async function createApplication(
  config: Config,
  { embedded }: { embedded: boolean },
): Promise<INestApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    bodyParser: false,
    logger: new NestLogs(),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // What must not be kept need not be recognised: a checksum of every answer for nobody. Files have their own.
  app.set('etag', false);
  app.set('trust proxy', config.list('TRUSTED_PROXIES').length > 0 ? config.list('TRUSTED_PROXIES') : false);
  app.use(correlate);
  app.use(securityHeaders(config));
  // Answers hold what people said; no cache between us and them keeps it. Files that never change say otherwise themselves.
  app.use('/api', noStore);
  // Signatures cover the raw bytes, so webhooks are never parsed before they are verified.
  app.use('/hooks', express.raw({ type: () => true, limit: `${config.get('MAX_MAIL_MB')}mb` }));
  app.use('/api', express.json({ limit: '1mb', strict: true, verify: refuseDeepNesting }));
  // The pages behind customers' links are forms without a script.
  app.use(leadToPublicPages);
  app.use(
    // The chat in other people's pages asks for help articles as a form, because that needs no preflight.
    ['/v', '/u', '/p', '/shop', '/help', '/api/v1/help-suggestions'],
    express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 20 }),
  );
  prefixRoutes(app);
  app.useGlobalPipes(validationPipe());
  app.useWebSocketAdapter(new SocketsAdapter(app, config, embedded));
  app.enableShutdownHooks([]);
  serveApiDocs(app);
  servePages(app, config);
  await app.init();
  return app;
}

/** Everything is below /api/v1 but what supervisors and providers call. */
export function prefixRoutes(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', {
    exclude: [
      'health/live',
      'health/ready',
      'metrics',
      { path: 'api/asyncapi.json', method: RequestMethod.GET },
      { path: 'hooks/*path', method: RequestMethod.ALL },
      { path: 'v/:token', method: RequestMethod.ALL },
      { path: 'u/:token', method: RequestMethod.ALL },
      { path: 'e/:code', method: RequestMethod.ALL },
      { path: 'p/:token', method: RequestMethod.ALL },
      { path: 'shop/packages', method: RequestMethod.ALL },
      { path: 'help', method: RequestMethod.ALL },
      { path: 'help/*path', method: RequestMethod.ALL },
      { path: 'robots.txt', method: RequestMethod.GET },
    ],
  });
}

/** What is excluded from the prefix is so by its path, and the API has packages of its own: so their page has another. */
function leadToPublicPages(request: Request, _: Response, next: NextFunction): void {
  if (request.path === '/packages') request.url = request.url.replace('/packages', '/shop/packages');
  next();
}

function noStore(_: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

function securityHeaders(config: Config) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'self'`],
        scriptSrc: [`'self'`],
        // Mantine and the mail frame set inline styles; no script can come this way.
        styleSrc: [`'self'`, `'unsafe-inline'`],
        imgSrc: [`'self'`, 'data:', 'blob:'],
        fontSrc: [`'self'`],
        // The voice of agents who talk in their browsers goes to the telephone provider, and nowhere else.
        connectSrc: [`'self'`, 'https://*.twilio.com', 'wss://*.twilio.com'],
        mediaSrc: [`'self'`, 'blob:', 'https://*.twilio.com'],
        frameSrc: [`'self'`],
        objectSrc: [`'none'`],
        baseUri: [`'none'`],
        formAction: [`'self'`],
        frameAncestors: [`'none'`],
      },
    },
    strictTransportSecurity: config.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
  });
}
