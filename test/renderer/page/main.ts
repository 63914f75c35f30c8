import { createFakeHost } from '../fake-host.ts'
import { finishedRun } from '../fake-training.ts'

/** The window in a plain browser: `?runs` has trained before, `?recovered` ended without saving. */
const query = new URLSearchParams(location.search)
const template = query.get('template') ?? 'firstStart'
const fake = createFakeHost({
  template,
  ...(query.has('runs')
    ? {
        runs: (document, about) => [
          finishedRun('earlier', document, about, '2026-11-23T16:20:00Z'),
          finishedRun(
            'latest',
            { ...document, recipe: { ...document.recipe, epochs: 6 } },
            about,
            '2026-11-24T09:41:00Z'
          )
        ]
      }
    : {})
})
Object.assign(window, { host: fake.host, fake })
await import('../../../renderer/main.ts')
