import { compileModule } from 'svelte/compiler'
import { defineConfig } from 'vitest/config'

/**
 * Compiles the runes of .svelte.ts files as for the window. Outside a browser, the plugin of Svelte compiles them as for
 * a server, where effects never run.
 * @returns {import('vite').Plugin}
 */
function runes() {
  return {
    name: 'runes',
    transform: {
      filter: { id: /\.svelte\.ts$/ },
      handler: (code, filename) => compileModule(code, { filename, generate: 'client', dev: true }).js
    }
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{build,core,electron}/**/*.test.ts'],
          setupFiles: 'test/seeded-ids.ts',
          // Against what hangs, not what is slow: a busy machine takes several times as long.
          testTimeout: 90_000,
          hookTimeout: 90_000
        }
      },
      {
        plugins: [runes()],
        // Left to Node's own conditions, `svelte` would be its server's half.
        ssr: { resolve: { conditions: ['browser'] } },
        test: {
          name: 'window',
          include: ['test/renderer/**/*.test.ts'],
          setupFiles: 'test/seeded-ids.ts',
          testTimeout: 30_000,
          server: { deps: { inline: ['svelte'] } }
        }
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          // The report names what passed only then.
          retry: 1,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // As patient as `waitFor` of these tests.
          expect: { poll: { timeout: 10_000 } }
        }
      }
    ]
  }
})
