import { registerHooks } from 'node:module';

// `npm run story [-- --json] [-- --until CHAPTER]`. Node reads the TypeScript as it stands, the SDK's too: nothing is built, and
// what is told is what the source does. Imports are written as they will be after compiling, `./page.js`; here they are `./page.ts`.

const sdk = new URL('../sdk/src/index.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === '@compute-stipends/sdk') return nextResolve(sdk, context);
    const isOurs = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return nextResolve(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

await import('./src/story.ts');
