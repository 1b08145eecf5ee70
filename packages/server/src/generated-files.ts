import { modules } from './app.js';
import { errorsMarkdown } from './http/errors-page.js';
import { buildApiSchema, printApiSchema } from './http/schema.js';
import { catalogue } from './modules/pricing/index.js';
import { configurationMarkdown } from './platform/config.js';

/** Every file the server's source determines, by its path from the project's root. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['schema.graphql', printApiSchema(buildApiSchema(modules))],
    ['docs/errors.md', errorsMarkdown()],
    ['docs/configuration.md', configurationMarkdown()],
    ['packages/server/src/modules/pricing/generated/price-warnings.ts', priceWarningsModule(catalogue.warnings())],
  ]);
}

/** The list comes with the program, so what of it is left out is known before a server starts: finding it reads the whole list. */
function priceWarningsModule(warnings: readonly string[]): string {
  const lines = warnings.map((warning) => `  ${JSON.stringify(warning)},\n`).join('');
  return `/** What of the price list is left out, as sentences. */\nexport const priceWarnings: readonly string[] = [\n${lines}];\n`;
}
