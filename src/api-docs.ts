import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { describeRoutes, operationId } from './api-docs-routes.js';

type Schema = Record<string, unknown> & { properties?: Record<string, object>; required?: string[] };

/**
 * OpenAPI 3.1 from the code: routes and answers by @nestjs/swagger, the shapes of bodies from the same class-validator
 * decorators that check them, so that the document cannot promise what the door refuses.
 */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Frontdesk')
    .setDescription(
      'Everything that the console does. Errors are RFC 9457 problem+json; lists are keyset paged; times are UTC.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addCookieAuth('frontdesk_session')
    .addCookieAuth('frontdesk_portal', { type: 'apiKey', in: 'cookie' }, 'portal')
    .build();
  const document = SwaggerModule.createDocument(app, settings, {
    operationIdFactory: operationId,
  });
  document.openapi = '3.1.0';
  const validated = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    classValidatorMetadataStorage: getMetadataStorage(),
    refPointerPrefix: '#/components/schemas/',
  }) as Record<string, Schema>;
  mergeValidation((document.components ??= {}).schemas as Record<string, Schema> | undefined, validated);
  describeRoutes(app, document, validated);
  forgetObject(document);
  return document;
}

function mergeValidation(schemas: Record<string, Schema> | undefined, validated: Record<string, Schema>): void {
  if (!schemas) return;
  for (const [name, fromValidation] of Object.entries(validated)) {
    const known = schemas[name];
    if (!known) {
      schemas[name] = fromValidation;
      continue;
    }
    known.properties = { ...known.properties, ...fromValidation.properties };
    const required = new Set([...(known.required ?? []), ...(fromValidation.required ?? [])]);
    if (required.size > 0) known.required = [...required];
    known.additionalProperties ??= false;
  }
}

/** What may be null is an `Object` to reflection; a reference to it leads nowhere, and says nothing. */
function forgetObject(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ((node as { $ref?: unknown }).$ref === '#/components/schemas/Object') delete (node as { $ref?: unknown }).$ref;
  for (const child of Object.values(node)) forgetObject(child);
}

/** Made when it is first asked for: a start need not wait for it. */
export function serveApiDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Frontdesk API',
  });
}
