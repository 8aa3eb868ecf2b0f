import type { INestApplication } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { PERMISSION, PORTAL, PUBLIC } from './platform/http/access.decorators.js';

type Schema = Record<string, unknown> & { properties?: Record<string, object>; required?: string[] };
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];

/** Nest's number for a `@Query()` among the arguments of a route. */
const QUERY = 4;

/** What the code knows of each route and @nestjs/swagger does not ask: its query, who may call it, how it refuses. */
export function describeRoutes(
  app: INestApplication,
  document: OpenAPIObject,
  validated: Record<string, Schema>,
): void {
  document.security = [{ bearer: [] }, { cookie: [] }];
  (document.components!.schemas ??= {}).Problem = PROBLEM;
  const operations = byId(document);
  const scanner = new MetadataScanner();
  // Of the modules themselves: `frontdesk openapi` makes no services, and so has no discovery to ask.
  const modules = [...app.get(ModulesContainer, { strict: false }).values()];
  for (const { metatype } of modules.flatMap((module) => [...module.controllers.values()])) {
    if (typeof metatype !== 'function') continue;
    for (const method of scanner.getAllMethodNames(metatype.prototype as object)) {
      const operation = operations.get(operationId(metatype.name, method));
      if (!operation) continue;
      addAccess(operation, metatype, method);
      addQuery(operation, metatype, method, validated);
      operation.responses.default ??= {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
}

export const operationId = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}_${method}`;

function byId(document: OpenAPIObject): Map<string, Operation> {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
  return new Map(
    operations.flatMap((operation) => (operation?.operationId ? [[operation.operationId, operation]] : [])),
  );
}

function addAccess(operation: Operation, controller: object, method: string): void {
  const handler = (controller as { prototype: Record<string, object> }).prototype[method]!;
  const read = (key: string): unknown => Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  if (read(PUBLIC) !== undefined) {
    operation.security = [];
    return;
  }
  const rights = read(PORTAL) as string[] | undefined;
  if (rights) {
    operation.security = [{ portal: [] }];
    operation.description ??= rights.length > 0 ? `Needs the right ${rights.join(' or ')} in the portal.` : undefined;
    return;
  }
  const permissions = (read(PERMISSION) ?? []) as string[];
  if (permissions.length > 0) operation.description ??= `Needs the permission ${permissions.join(' or ')}.`;
}

function addQuery(operation: Operation, controller: object, method: string, validated: Record<string, Schema>): void {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', (controller as { prototype: object }).prototype, method) ??
    []) as { name: string }[];
  const query = Object.entries(args).find(([key, { data }]) => key.startsWith(`${QUERY}:`) && data === undefined);
  const schema = query && validated[types[query[1].index]?.name ?? ''];
  if (!schema) return;
  const known = new Set((operation.parameters ?? []).map((p) => ('name' in p ? p.name : '')));
  const added = Object.entries(schema.properties ?? {})
    .filter(([name]) => !known.has(name))
    .map(([name, property]): Parameter => ({
      name,
      in: 'query',
      required: schema.required?.includes(name) ?? false,
      schema: property,
    }));
  operation.parameters = [...(operation.parameters ?? []), ...added];
}

const PROBLEM = {
  description: 'RFC 9457',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable, for programs' },
    correlationId: { type: 'string', description: 'Finds the request in the log' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
} satisfies NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
