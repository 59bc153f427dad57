// Data that are not JSON as JSON, and JSON Schema: a file of its own, loaded when a document first needs it.
import { readJSON5 } from "./json5.ts";
import { readYAML } from "./yaml.ts";

export { DataFault } from "./json-writer.ts";
export { described, violations } from "./schema.ts";

/** Data as JSON text. A DataFault says what is wrong with them. */
export const readers = { json5: readJSON5, yaml: readYAML };
