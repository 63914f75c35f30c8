import { expect, it, vi } from 'vitest'
import { fragmentOf } from '../../../core/document/blocks/fragments/fragment.ts'
import { fragmentText } from '../../../core/document/blocks/fragments/fragment-text.ts'
import { dropText, takeDropped } from '../../../renderer/state/take-dropped.ts'
import { Studio } from '../../../renderer/state/studio.svelte.ts'
import { places } from '../../../core/host/places.ts'
import { createFakeHost } from '../fake-host.ts'
import { finishedRun } from '../fake-training.ts'

async function window(isTrained = true) {
  const { host } = createFakeHost({
    samples: 200,
    frameMs: 1,
    runs: (document, about) => (isTrained ? [finishedRun('run', document, about, '2026-11-24T10:00:00Z')] : [])
  })
  const looked = vi.fn(host.lookAtDropped)
  const pathsOf = vi.fn(host.pathsOf)
  const studio = new Studio({ ...host, lookAtDropped: looked, pathsOf })
  await studio.begin()
  return { studio, looked, pathsOf }
}

const told = ({ toasts }: Studio) => toasts.list.map(({ text }) => text)

it.each(places)('stays at %s, and says why, where text is dropped that is no part of a drawing', async place => {
  const { studio } = await window()
  const before = studio.project.document
  for (const text of ['a sentence', 'https://example.org/digit.png', '{"kind": "other"}', '']) {
    studio.view.show(place)
    await dropText(studio, text)
    expect([studio.view.place, studio.project.document]).toEqual([place, before])
    expect(told(studio).at(-1)).toBe('The text that was dropped is no part of a drawing.')
  }
})

it.each(places)('goes from %s to the drawing with layers that were copied as text', async place => {
  const { studio } = await window()
  studio.view.show(place)
  const { document } = studio.project
  const nodes = Object.values(document.nodes).filter(({ name }) => name === 'c1')
  const part = fragmentOf(document, {
    graph: document.root,
    nodes: new Set(nodes.map(({ id }) => id)),
    positions: new Map()
  })
  await dropText(studio, fragmentText(part))
  expect(studio.view.place).toBe('design')
  expect(told(studio)).toEqual([])
})

it('asks the network about an image that lies in no file', async () => {
  const { studio, pathsOf, looked } = await window()
  pathsOf.mockReturnValue([])
  await takeDropped(studio, [new File(['bytes'], 'digit.png', { type: 'image/png' })])
  expect(studio.view.place).toBe('explore')
  expect([told(studio), looked.mock.calls]).toEqual([[], []])
})

it.each([
  ['one', [new File(['x'], 'data.bin')]],
  ['several images', ['a.png', 'b.png'].map(name => new File(['x'], name, { type: 'image/png' }))]
])('says of %s without a file on the disk that there is none, and asks the machine nothing', async (_, files) => {
  const { studio, pathsOf, looked } = await window()
  pathsOf.mockReturnValue([])
  studio.view.show('train')
  await takeDropped(studio, files)
  expect(told(studio)).toEqual([`${files[0]!.name} lies in no file on this machine.`])
  expect([looked.mock.calls, studio.view.place]).toEqual([[], 'train'])
})

it('says of an image that no network is trained yet', async () => {
  const { studio } = await window(false)
  await takeDropped(studio, [new File(['x'], 'digit.png', { type: 'image/png' })])
  expect(told(studio)).toEqual(['There is no trained network yet that could say what digit.png shows.'])
})
