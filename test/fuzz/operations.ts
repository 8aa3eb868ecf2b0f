/** What the OpenAPI document says about one operation, and how to make bodies that it almost accepts. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  minimum?: number;
  minLength?: number;
}

export interface Operation {
  method: string;
  path: string;
  pathNames: string[];
  queryNames: string[];
  /** Undefined where it takes no JSON. */
  body?: Schema;
}

interface Described {
  parameters?: { name: string; in: string }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

export interface ApiDocument {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

const DEEPEST = 6;

export const operationsOf = (document: ApiDocument): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      pathNames: parameters.filter((p) => p.in === 'path').map((p) => p.name),
      queryNames: parameters.filter((p) => p.in === 'query').map((p) => p.name),
      body: requestBody?.content?.['application/json']?.schema,
    })),
  );

/** Something that fits the schema, with ids that exist where one is asked for. */
export function exampleOf(schema: Schema | undefined, document: ApiDocument, id: string, depth = 0): unknown {
  if (!schema || depth > DEEPEST) return null;
  if (schema.$ref) return exampleOf(document.components.schemas[schema.$ref.split('/').at(-1)!], document, id, depth);
  const [either] = schema.oneOf ?? schema.anyOf ?? [];
  if (either) return exampleOf(either, document, id, depth + 1);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, document, id, depth + 1) as object));
  if (schema.enum) return schema.enum[0];
  switch ([schema.type].flat()[0]) {
    case 'string':
      return stringOf(schema, id);
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    case 'array':
      return [exampleOf(schema.items, document, id, depth + 1)];
    default:
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [
          name,
          exampleOf(inner, document, id, depth + 1),
        ]),
      );
  }
}

function stringOf({ format, minLength = 1 }: Schema, id: string): string {
  if (format === 'uuid') return id;
  if (format === 'date-time') return '2026-11-21T12:00:00.000Z';
  if (format === 'email') return 'somebody@fuzz.example';
  return 'a'.repeat(Math.max(3, minLength));
}
