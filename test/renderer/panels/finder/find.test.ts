import { describe, expect, it } from 'vitest'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { createDocument } from '../../../../core/document/create-document.ts'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { defaultsOf } from '../../../../core/parameters.ts'
import { zoo } from '../../../../core/zoo/catalogue.ts'
import { addNote, setNoteText } from '../../../../renderer/canvas/edits/arrange/note-edits.ts'
import { canvasPoint } from '../../../../renderer/canvas/points.ts'
import { emptySelection } from '../../../../renderer/canvas/selection.ts'
import { connectSections } from '../../../../renderer/panels/finder/connect-sections.ts'
import { find, type FinderItem } from '../../../../renderer/panels/finder/finder-item.ts'
import { wordsOf } from '../../../../renderer/panels/finder/fuzzy.ts'
import { layerIndex } from '../../../../renderer/panels/finder/layer-index.ts'
import { noteIndex } from '../../../../renderer/panels/finder/note-index.ts'
import { smallNetwork, TestEditor } from '../../canvas/test-editor.ts'

function itemsOf(texts: readonly string[]): readonly FinderItem[] {
  return texts.map(text => ({ id: text, text, found: [text.toLowerCase()], run: () => undefined }))
}

function search(texts: readonly string[], typed: string): readonly string[] {
  const sections = [{ id: 'all', label: '', items: itemsOf(texts), most: 100 }]
  return find(sections, wordsOf(typed)).flatMap(section => section.items.map(({ text }) => text))
}

const names = ['Zoom to the selection', 'Select all', 'Zoom in', 'Start training', 'Stop training']

describe('searching', () => {
  it('takes beginnings, beginnings of several words and letters in order, the best first', () => {
    expect(search(names, 'sel')).toEqual(['Select all', 'Zoom to the selection'])
    expect(search(names, 'zts')[0]).toBe('Zoom to the selection')
    expect(search(names, 'train st')).toEqual(['Start training', 'Stop training'])
    expect(search(names, 'strtrn')).toEqual(['Start training'])
    expect(search(names, 'quantize')).toEqual([])
  })

  it('puts what cannot be done now last', () => {
    const items = itemsOf(names).map(item => ({ ...item, isDisabled: item.text === 'Select all' }))
    const [found] = find([{ id: 'all', label: '', items, most: 1 }], ['sel'])
    expect([found?.items.map(({ text }) => text), found?.restCount]).toEqual([['Zoom to the selection'], 1])
  })
})

describe('layers at every level', () => {
  it('are found by name, kind and values, with the way of blocks that leads to them', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const stem = graph.layer('conv2d', { filters: 7, kernelSize: [5, 5] }, data.output('image'), { name: 'stem' })
      graph.block(residual, {}, stem, { name: 'stage' })
    })
    const layers = layerIndex(test.document, test.editor.model.network)
    const items = layers.map(({ node, path, where, found }) => ({
      id: [...path, node.id].join('/'),
      text: where === '' ? node.name : `${where}/${node.name}`,
      found,
      run: () => undefined
    }))
    const texts = (typed: string) =>
      find([{ id: 'all', label: '', items, most: 100 }], wordsOf(typed)).flatMap(each =>
        each.items.map(({ text }) => text)
      )
    expect(texts('5x5')).toEqual(['stem'])
    expect(texts('filters 7')).toEqual(['stem'])
    expect(texts('stage/conv1')).toEqual(['stage/conv1'])
    expect(texts('batch norm').every(text => text.startsWith('stage/'))).toBe(true)
    expect(texts('residual')[0]).toBe('stage')
  })

  it('are listed once for a network of hundreds', () => {
    const resnet = zoo.find(({ id }) => id === 'resnet152')!
    const document = createDocument('Test', resnet.draw(defaultsOf(resnet.parameters)))
    const network = inferNetwork(document)
    const layers = layerIndex(document, network)
    expect(layers.length).toBeGreaterThan(40)
    expect(layerIndex(document, network)).toBe(layers)
  })
})

it('lists the notes of every level once, with the way of blocks that leads to them', () => {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const first = graph.block(residual, {}, data.output('image'), { name: 'first' })
    graph.block(residual, {}, first, { name: 'second' })
  })
  const { model } = test.editor
  const write = (text: string): void => setNoteText(model, addNote(model, canvasPoint(0, 0)), text)
  write('Outside')
  model.select(emptySelection)
  test.click(test.on('second')).key('Enter')
  write('Inside')
  expect(noteIndex(test.document).map(({ note, where, path }) => [note.text, where, path.length])).toEqual([
    ['Outside', '', 0],
    ['Inside', 'first', 1]
  ])
})

it('offers to connect a layer with what fits it and to cut what it has, free ports first', () => {
  const test = new TestEditor(smallNetwork)
  const cut = canvasPoint(test.output('first').x, (test.output('first').y + test.input('second', 'input').y) / 2)
  test.click(cut).key('Delete').click(test.on('second'))
  const [node] = test.editor.model.selection.nodes
  const [targets, sources, joined] = connectSections(test.editor.model, node!)
  expect(targets!.items.find(({ id }) => id === 'second.output loss.prediction')!.note).toContain('Replaces')
  expect(sources!.items[0]).toMatchObject({ id: 'first.output second.input', note: 'output → input' })
  expect(sources!.items.map(({ id }) => id)).not.toContain('dense.output second.input')
  expect(joined!.items.map(({ id }) => id)).toEqual(['second.output flatten.input'])
  const before = test.document
  void sources!.items[0]!.run()
  expect(test.edges).toContain('first.output > second.input')
  void joined!.items[0]!.run()
  expect(test.edges).not.toContain('second.output > flatten.input')
  expect(test.undo().undo().document).toEqual(before)
})
