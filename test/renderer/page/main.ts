import { createFakeHost } from '../fake-host.ts'
import { finishedRun } from '../fake-training.ts'

/** The window in a plain browser: `?runs` has trained before, `?recovered` ended without saving, `?long` has long names. */
const query = new URLSearchParams(location.search)
const template = query.get('template') ?? 'firstStart'
const longNames = [
  'Straßenbahnhaltestelle',
  'Fußgängerüberweg',
  'Ampel',
  'Verkehrsinsel',
  'Bushaltestelle',
  'Kreisverkehr',
  'Einbahnstraße',
  'Tankstelle',
  'Fahrradständer',
  'Geschwindigkeitsbegrenzung'
]
const fake = createFakeHost({
  template,
  ...(query.has('long') ? { classes: longNames } : {}),
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
if (query.has('recovered')) {
  const opened = await fake.host.openLastProject()
  const recovered = 'project' in opened && { document: opened.project.document, at: '2026-11-24T11:58:00Z' }
  if ('project' in opened)
    fake.host.openLastProject = async () => ({ project: { ...opened.project, recovered: recovered || undefined } })
}
if (query.has('broken')) {
  const where = { path: 'project.json: nodes.n4.type' }
  const message = 'There is no layer of the type "conv9d".'
  const problem = {
    code: 'project/unknown-layer',
    severity: 'error',
    where,
    message,
    fix: 'Take a copy of the project that opens, or correct the file.'
  } as const
  fake.host.openLastProject = async () => ({ problems: [problem] })
}
if (query.has('importing')) {
  fake.host.importOffer = () => new Promise(() => undefined)
}
Object.assign(window, { host: fake.host, fake })
await import('../../../renderer/main.ts')
