// Data that are not JSON, as JSON: a file of its own, loaded when a document first has such data.
import { readJSON5 } from "./json5.ts";
import { readYAML } from "./yaml.ts";

export { DataFault } from "./json-writer.ts";

/** Data as JSON text. A DataFault says what is wrong with them. */
export const readers = { json5: readJSON5, yaml: readYAML };
