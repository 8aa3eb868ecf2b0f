/** The package publishes this module without types; class-validator-jsonschema asks for it. */
declare module 'class-transformer/cjs/storage.js' {
  export const defaultMetadataStorage: object;
}
