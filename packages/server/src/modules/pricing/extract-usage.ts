import { extractUsage as extractWithPackage, type Provider, type Usage } from '@pydantic/genai-prices';
import { Refusal } from '../../kernel/refusal.js';
import { catalogue } from './catalogue.js';
import { findProvider } from './matching.rules.js';
import type { UsageClass, UsageCounts } from './pricing.rules.js';

/** What a provider's response says was used. */
export interface ExtractedUsage {
  /** As the response names it; `null` where it does not. */
  readonly model: string | null;
  readonly counts: UsageCounts;
  /** What the response counts that has no class of ours, such as seconds or pages: it cannot be priced. */
  readonly unclassed: readonly string[];
}

/**
 * Reads the usage out of the body of a provider's response and brings every provider to the same classes: where a
 * provider counts cached tokens within its input (OpenAI) they are taken out, where it counts them apart (Anthropic)
 * they are left apart.
 * @param apiFlavor which of the provider's interfaces answered (`chat`, `responses`); needed where it has several and no `default`
 * @throws Refusal `VALIDATION` for a provider or flavor without extractor, a body without usage, counts that contradict each other
 */
export function extractUsage(
  providerName: string,
  body: unknown,
  apiFlavor?: string,
  providers: readonly Provider[] = catalogue.providers,
): ExtractedUsage {
  const provider = findProvider(providers, providerName);
  if (provider === undefined) throw unreadable(`The provider ${providerName} is unknown.`);

  const extracted = extracting(provider, body, apiFlavor ?? onlyFlavor(provider));
  return { model: extracted.model, counts: classCounts(extracted.usage), unclassed: unclassedOf(extracted.usage) };
}

function onlyFlavor(provider: Provider): string {
  const flavors = (provider.extractors ?? []).map((extractor) => extractor.api_flavor);
  const [first] = flavors;
  if (flavors.includes('default')) return 'default';
  if (flavors.length === 1 && first !== undefined) return first;
  throw unreadable(`${provider.name} answers in several forms (${flavors.join(', ')}); say which one.`);
}

function extracting(provider: Provider, body: unknown, apiFlavor: string): { model: string | null; usage: Usage } {
  try {
    return extractWithPackage(provider, body, apiFlavor);
  } catch (failure) {
    // The package tells of every unreadable body by throwing; its sentence says what was missing.
    throw unreadable(failure instanceof Error ? failure.message : String(failure));
  }
}

/** A response is one request; none counts itself. */
type ReportedClass = Exclude<UsageClass, 'REQUEST'>;

/** The package's name for each class, whose count includes the classes in `within`. */
const nested: Readonly<Record<ReportedClass, { readonly name: string; readonly within: readonly ReportedClass[] }>> = {
  INPUT: {
    name: 'input_tokens',
    within: [
      'CACHE_READ',
      'CACHE_WRITE_5M',
      'CACHE_WRITE_1H',
      'AUDIO_IN',
      'AUDIO_CACHE_READ',
      'IMAGE_IN',
      'IMAGE_CACHE_READ',
      'VIDEO_IN',
      'VIDEO_CACHE_READ',
    ],
  },
  CACHE_READ: { name: 'cache_read_tokens', within: ['AUDIO_CACHE_READ', 'IMAGE_CACHE_READ', 'VIDEO_CACHE_READ'] },
  CACHE_WRITE_5M: { name: 'cache_write_tokens', within: ['CACHE_WRITE_1H'] },
  CACHE_WRITE_1H: { name: 'cache_write_1h_tokens', within: [] },
  AUDIO_IN: { name: 'input_audio_tokens', within: ['AUDIO_CACHE_READ'] },
  AUDIO_CACHE_READ: { name: 'cache_audio_read_tokens', within: [] },
  IMAGE_IN: { name: 'input_image_tokens', within: ['IMAGE_CACHE_READ'] },
  IMAGE_CACHE_READ: { name: 'cache_image_read_tokens', within: [] },
  VIDEO_IN: { name: 'input_video_tokens', within: ['VIDEO_CACHE_READ'] },
  VIDEO_CACHE_READ: { name: 'cache_video_read_tokens', within: [] },
  OUTPUT: { name: 'output_tokens', within: ['REASONING', 'AUDIO_OUT', 'IMAGE', 'VIDEO', 'CITATION'] },
  REASONING: { name: 'output_reasoning_tokens', within: [] },
  AUDIO_OUT: { name: 'output_audio_tokens', within: [] },
  IMAGE: { name: 'output_image_tokens', within: [] },
  VIDEO: { name: 'output_video_tokens', within: [] },
  CITATION: { name: 'output_citation_tokens', within: [] },
  TOOL_CALL: { name: 'web_searches', within: [] },
};

function classCounts(usage: Usage): UsageCounts {
  const counts: Partial<Record<UsageClass, bigint>> = {};
  for (const usageClass of Object.keys(nested) as ReportedClass[]) {
    const count = ownCount(usageClass, usage);
    if (count < 0n) {
      throw unreadable(`${nested[usageClass].name} is less than the parts the response counts within it.`);
    }
    if (count > 0n) counts[usageClass] = count;
  }
  return counts;
}

/** The class without the classes within it; each of those is counted without its own parts, so nothing is taken out twice. */
function ownCount(usageClass: ReportedClass, usage: Usage): bigint {
  const { name, within } = nested[usageClass];
  return within.reduce((rest, part) => rest - ownCount(part, usage), reported(name, usage));
}

function reported(name: string, usage: Usage): bigint {
  const count = usage[name] ?? 0;
  if (!Number.isSafeInteger(count)) throw unreadable(`${name} is not a whole number.`);
  return BigInt(count);
}

/** Counts beside the token tree; every other name is a part of a class above and already counted there. */
const withoutClass = ['audio_seconds', 'input_document_pages', 'input_annotated_document_pages', 'input_text_messages'];

function unclassedOf(usage: Usage): string[] {
  return withoutClass.filter((name) => (usage[name] ?? 0) > 0);
}

function unreadable(sentence: string): Refusal {
  return new Refusal('VALIDATION', sentence);
}
