import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { StipendClient, UsageClass, UsageEventInput } from '@compute-stipends/sdk';
import { extractUsage, findProvider, type Provider, type Usage, waitForUpdate } from '@pydantic/genai-prices';

/** Usage as a gateway knows it: everything of an event but who and when. */
export type Use = Pick<UsageEventInput, 'provider' | 'model' | 'counts'>;

const responsesFile = fileURLToPath(new URL('../../../../shared/data/fixtures/provider-responses-priced/usages.json', import.meta.url));

/** A body that a provider answered, and which readers of the price package understand it. */
interface RecordedResponse {
  readonly body: { readonly model?: string; readonly file?: string };
  readonly extracted: ReadonlyArray<{ readonly extractors: ReadonlyArray<{ readonly provider_id: string; readonly api_flavor: string }> }>;
}

/**
 * What real responses used, where they are at hand: the bodies beside the repository, each read by the price package's
 * extractor for its provider. `null` in a plain clone.
 */
export async function usesOfResponses(): Promise<Use[] | null> {
  const text = await readFile(responsesFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const providers = await priceList();
  return (JSON.parse(text) as RecordedResponse[]).flatMap((response) => useOf(response, providers));
}

/** What the demo company's people used last month, read where everybody reads it. */
export async function usesOfDemo(vendor: StipendClient): Promise<Use[]> {
  const events = await vendor.forEmployer({ externalId: 'halden' }).usage.events({ pageSize: 100 }).toArray({ limit: 700 });
  return events.map(({ provider, model, counts }) => ({ provider, model, counts }));
}

async function priceList(): Promise<readonly Provider[]> {
  const providers = await waitForUpdate();
  if (providers === null) throw new Error('The price package has no data.');
  return providers;
}

/** None for a body that says nothing of usage. */
function useOf({ body, extracted }: RecordedResponse, providers: readonly Provider[]): Use[] {
  const readers = extracted.flatMap(({ extractors }) => extractors);
  // Many providers speak the same form. Whose model it is tells whom it came from, else the recording's file, else any will do.
  const maker = body.model === undefined ? undefined : findProvider({ modelId: body.model })?.id;
  const reader =
    readers.find(({ provider_id }) => provider_id === maker) ??
    readers.find(({ provider_id }) => body.file?.includes(provider_id)) ??
    readers[0];
  const provider = providers.find(({ id }) => id === reader?.provider_id);
  if (reader === undefined || provider === undefined) return [];
  const { model, usage } = extractUsage(provider, body, reader.api_flavor);
  const counts = countsOf(usage);
  // Some answers do not repeat the model they were asked of: nobody has a price for that.
  return counts.length === 0 ? [] : [{ provider: provider.id, model: model ?? 'not named in the response', counts }];
}

/** The package's name of each class, whose count includes those of the classes within. */
const classes: ReadonlyArray<readonly [UsageClass, name: string, within: readonly string[]]> = [
  ['INPUT', 'input_tokens', ['cache_read_tokens', 'cache_write_tokens', 'input_audio_tokens', 'input_image_tokens', 'input_video_tokens']],
  ['CACHE_READ', 'cache_read_tokens', []],
  ['CACHE_WRITE_5M', 'cache_write_tokens', ['cache_write_1h_tokens']],
  ['CACHE_WRITE_1H', 'cache_write_1h_tokens', []],
  ['AUDIO_IN', 'input_audio_tokens', []],
  ['IMAGE_IN', 'input_image_tokens', []],
  ['VIDEO_IN', 'input_video_tokens', []],
  ['OUTPUT', 'output_tokens', ['output_reasoning_tokens', 'output_audio_tokens', 'output_image_tokens']],
  ['REASONING', 'output_reasoning_tokens', []],
  ['AUDIO_OUT', 'output_audio_tokens', []],
  ['IMAGE', 'output_image_tokens', []],
  ['TOOL_CALL', 'web_searches', []],
];

/** Each class without those within it, as the API counts them. */
function countsOf(usage: Usage): UsageEventInput['counts'] {
  return classes.flatMap(([usageClass, name, within]) => {
    const count = within.reduce((rest, part) => rest - (usage[part] ?? 0), usage[name] ?? 0);
    return count > 0 ? [{ usageClass, count: String(count) }] : [];
  });
}
