import { modules } from './app.js';
import { errorsMarkdown } from './http/errors-page.js';
import { buildApiSchema, printApiSchema } from './http/schema.js';
import { configurationMarkdown } from './platform/config.js';

/** Every file the server's source determines, by its path from the project's root. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['schema.graphql', printApiSchema(buildApiSchema(modules))],
    ['docs/errors.md', errorsMarkdown()],
    ['docs/configuration.md', configurationMarkdown()],
  ]);
}
