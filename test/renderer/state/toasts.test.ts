import { expect, it, vi } from 'vitest'
import { createAttempt } from '../../../renderer/state/attempt.ts'
import { Studio } from '../../../renderer/state/studio.svelte.ts'
import { Toasts } from '../../../renderer/state/toasts.svelte.ts'
import { createFakeHost } from '../fake-host.ts'

const refusal = { code: 'disk/full', message: 'The disk is full.', fix: 'Free some space.' }

async function openStudio() {
  vi.useFakeTimers()
  const fake = createFakeHost({ samples: 20 })
  const studio = new Studio(fake.host)
  await studio.begin()
  return { fake, studio, texts: () => studio.toasts.list.map(({ text }) => text) }
}

it('shows an error until the same succeeds', async () => {
  const toasts = new Toasts()
  const attempt = createAttempt(toasts)
  await attempt('Exporting', () => Promise.reject(refusal))
  await attempt('Reading', () => Promise.resolve())
  expect(toasts.list).toMatchObject([{ text: 'The disk is full.' }])
  await attempt('Exporting', () => Promise.resolve())
  expect(toasts.list).toEqual([])
})

it('lets go of an error with the place that it is about', async () => {
  const { studio, texts } = await openStudio()
  studio.view.show('export')
  await studio.attempt('Exporting', () => Promise.reject(refusal))
  studio.view.show('export')
  expect(texts()).toEqual(['The disk is full.'])
  studio.view.show('train')
  expect(texts()).toEqual([])
})

it('keeps that a project cannot be saved wherever one goes, until it is or another is opened', async () => {
  const { fake, studio, texts } = await openStudio()
  studio.project.edit('Rename', draft => draft.setName('mine'))
  fake.failNext('saveProject', refusal)
  await studio.attempt('Saving', () => studio.project.save(), 'window')
  studio.view.show('train')
  expect(texts()).toEqual(['The disk is full.'])
  const leaving = studio.open(() => fake.host.newProject({ template: 'lenet5' }))
  studio.questions.answer('leave')
  await leaving
  expect(texts()).toEqual([])
})

it('names a path once', () => {
  const toasts = new Toasts()
  const problem = { code: 'any', severity: 'error', fix: 'Look at it.' } as const
  toasts.tell([
    { ...problem, where: { path: 'runs/a' }, message: 'It cannot be read.' },
    { ...problem, where: { path: '/home/b/project.json' }, message: '/home/b/project.json is a link.' }
  ])
  expect(toasts.list.map(({ text }) => text)).toEqual(['runs/a: It cannot be read.', '/home/b/project.json is a link.'])
})
