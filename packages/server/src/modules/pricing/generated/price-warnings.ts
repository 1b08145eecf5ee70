/** What of the price list is left out, as sentences. */
export const priceWarnings: readonly string[] = [
  "deepseek deepseek-chat: The list has prices for hours of the day and does not say from which day on they hold; they are not applied.",
  "deepseek deepseek-reasoner: The list has prices for hours of the day and does not say from which day on they hold; they are not applied.",
  "github-copilot claude-fable-5.1: The list has 1 for CACHE_READ. The maker takes 0.25, and the same as this one for all else. It is left out.",
  "openrouter google/gemini-2.5-flash: The list has 0.075 for CACHE_READ. The maker takes 0.03, and the same as this one for all else. It is left out.",
  "openrouter google/gemini-2.5-flash-preview-09-2025: The list has 0.075 for CACHE_READ. The maker takes 0.03, and the same as this one for all else. It is left out.",
  "openrouter google/gemini-2.5-pro: The list has 0.31 for CACHE_READ. The maker takes 0.125, and the same as this one for all else. It is left out.",
];
