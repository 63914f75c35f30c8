import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import { edit } from '../../../../core/document/edit.ts'
import { journalHead, journalLines, replayJournal, stampOf } from '../../../../core/document/history/journal.ts'
import { migrate } from '../../../../core/document/file/migrations.ts'
import type { RawProject } from '../../../../core/document/file/raw-project.ts'
import { parseProject, serializeProject } from '../../../../core/document/file/project-file.ts'
import type { Document } from '../../../../core/document/records.ts'
import { validate } from '../../../../core/document/validate.ts'
import { fits, type Change } from '../../../../core/document/history/change.ts'
import { drawNetwork } from '../../../../core/graph/graph-builder.ts'
import type { LayerLookup } from '../../../../core/document/connections/ports.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import { perform, randomSession, type RandomOperation } from '../random-edits.ts'

const empty = createDocument('Start', emptyDrawing)

function play(start: Document, operations: readonly (readonly RandomOperation[])[]) {
  const changes: Change[] = []
  let document = start
  for (const step of operations) {
    const edited = edit(document, 'Edit', draft => step.forEach(operation => perform(draft, operation)), layerOf)
    if (edited.document !== document) changes.push(edited.change)
    document = edited.document
  }
  return { document, changes }
}

const small = createDocument(
  'Small',
  drawNetwork(graph => {
    const image = graph.layer('data', { size: [8, 8] }).output('image')
    const block = graph.block(residual, { filters: 4 }, image)
    graph.layer('output', {}, graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, block)))
  })
)

/** What the parser says of the small project after one place of its file was edited by hand; undefined takes the field out. */
function saidOf(path: readonly string[], value: unknown): readonly (readonly unknown[])[] {
  const file: unknown = JSON.parse(serializeProject(small, layerOf))
  const owner = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], file)
  Object.assign(owner as object, { [path.at(-1)!]: value })
  const parsed = parseProject(JSON.stringify(file), layerOf)
  expect(parsed.document === undefined).toBe(parsed.problems.some(problem => problem.severity === 'error'))
  return parsed.problems.map(problem => [problem.code, problem.where.path, problem.message])
}

describe('edits', () => {
  it('never leave a document that fails its own validation', () => {
    fc.assert(
      fc.property(randomSession, operations => {
        expect(validate(play(empty, operations).document, layerOf)).toEqual([])
      }),
      { numRuns: 200, seed: 3 }
    )
  })
})

describe('project file', () => {
  it('gives back what was written, in the same bytes whatever the order of the records', () => {
    fc.assert(
      fc.property(randomSession, operations => {
        const { document } = play(empty, operations)
        const text = serializeProject(document, layerOf)
        const parsed = parseProject(text, layerOf)
        expect(parsed).toEqual({ document, problems: [], isReadOnly: false })
        const reversed = Object.fromEntries(Object.entries(document.nodes).reverse())
        expect(serializeProject({ ...document, nodes: reversed }, layerOf)).toBe(text)
      }),
      { numRuns: 100, seed: 4 }
    )
  })

  function fixture(version: string): string {
    return readFileSync(
      fileURLToPath(new URL(`../../../fixtures/projects/${version}/project.json`, import.meta.url)),
      'utf8'
    )
  }

  it('opens what this version wrote, and writes it the same', () => {
    const text = fixture('v3')
    const parsed = parseProject(text, layerOf)
    expect(parsed.problems).toEqual([])
    expect(serializeProject(parsed.document!, layerOf)).toBe(text)
  })

  it('opens what version 1 wrote: it had no notes, sheets and bypassed nodes, and loses nothing', () => {
    const parsed = parseProject(fixture('v1'), layerOf)
    expect(parsed.problems).toEqual([])
    expect(parsed.document).toMatchObject({ notes: {}, sheets: {} })
    expect(JSON.parse(fixture('v1'))).toMatchObject({ formatVersion: 1 })
    expect(JSON.parse(serializeProject(parsed.document!, layerOf))).toEqual({
      ...(JSON.parse(renamed(fixture('v1'))) as object),
      formatVersion: 3,
      notes: {},
      sheets: {}
    })
  })

  it.each(['v2', 'v2-everything'])('opens what version 2 wrote under other names, and loses nothing: %s', version => {
    const parsed = parseProject(fixture(version), layerOf)
    expect(parsed.problems).toEqual([])
    expect(JSON.parse(fixture(version))).toMatchObject({ formatVersion: 2 })
    expect(JSON.parse(serializeProject(parsed.document!, layerOf))).toEqual({
      ...(JSON.parse(renamed(fixture(version))) as object),
      formatVersion: 3
    })
  })

  it('names the place of what is missing or wrong', () => {
    const unit = ['nodes', 'dense', 'parameters', 'units']
    const optimizer = ['recipe', 'updates', '0', 'optimizer']
    const edge = ['edges', 'dense.input.0']
    expect(saidOf(['nodes', 'dense', 'type'], undefined)).toEqual([
      ['project/missing-field', 'project.json: nodes.dense.type', 'The field "type" is missing; expected a text.']
    ])
    expect(saidOf([...optimizer, 'learningRate'], -1)).toEqual([
      [
        'project/wrong-value',
        'project.json: recipe.updates[0].optimizer.learningRate',
        'Found -1; expected at least 1e-9.'
      ]
    ])
    expect(saidOf([...optimizer, 'kind'], 'magic')).toEqual([
      [
        'project/wrong-value',
        'project.json: recipe.updates[0].optimizer.kind',
        'Found "magic"; expected one of adam, adamw, sgd, rmsprop, adagrad.'
      ]
    ])
    expect(saidOf(unit, { expresion: 'x' })).toEqual([
      [
        'project/missing-field',
        'project.json: nodes.dense.parameters.units.expression',
        'The field "expression" is missing; expected a text.'
      ]
    ])
    expect(saidOf(['nodes', 'dense', 'type'], 'dens')).toEqual([
      ['document/unknown-layer', 'project.json: nodes.dense.type', 'There is no layer type "dens".']
    ])
    expect(saidOf(['nodes', 'dense', 'parameters', 'unit'], 3)).toEqual([
      ['document/unknown-parameter', 'project.json: nodes.dense.parameters.unit', '"dense" has no parameter "unit".']
    ])
    expect(saidOf([...edge, 'from', 'node'], 'flat')).toEqual([
      ['document/missing-node', 'project.json: edges.dense.input.0.from.node', 'There is no node "flat".']
    ])
    expect(saidOf([...edge, 'to', 'port'], 'inputs')).toEqual([
      ['document/missing-port', 'project.json: edges.dense.input.0.to.port', '"dense" has no input "inputs".']
    ])
    expect(saidOf(['nodes', 'dense', 'name'], 'flatten')).toEqual([
      [
        'document/duplicate-name',
        'project.json: nodes.flatten.name',
        'The name "flatten" is taken by the node "dense" of the same graph.'
      ]
    ])
    expect(saidOf(['edges', 'flatten.input.0', 'from', 'node'], 'dense')).toEqual([
      ['graph/cycle', 'project.json: nodes.flatten', 'The data would run in a circle: flatten → dense → flatten.']
    ])
    expect(saidOf(['nodes', 'residual', 'block'], 'resid')).toEqual([
      [
        'graph/unknown-block',
        'project.json: nodes.residual.block',
        'It follows the block definition "resid", which does not exist.'
      ]
    ])
    const inner = {
      id: 'residual.relu1',
      graph: 'residual',
      name: 'relu1',
      type: 'block',
      block: 'residual',
      parameters: {}
    }
    expect(saidOf(['nodes', 'residual.relu1'], inner)).toEqual([
      [
        'graph/block-contains-itself',
        'project.json: nodes.residual.relu1.block',
        'A block would contain itself: Residual block → Residual block.'
      ]
    ])
    expect(saidOf(['edges', 'extra'], { ...small.edges['dense.input.0'], id: 'extra' })).toEqual([
      ['document/crowded-port', 'project.json: edges.extra.to', 'The port "input" of "dense" takes one edge and has 2.']
    ])
    expect(saidOf(['positions', 'gone'], { x: 1, y: 2 })).toEqual([
      ['document/missing-node', 'project.json: positions.gone', 'There is no node "gone".']
    ])
  })

  it('warns of a field that would be lost', () => {
    expect(saidOf(['nodes', 'dense', 'color'], 'red')).toEqual([
      [
        'project/unknown-field',
        'project.json: nodes.dense.color',
        'The field "color" has no meaning here and is lost when the project is saved.'
      ]
    ])
  })

  it('opens a project of a newer version for reading, and refuses what it can not read', () => {
    const file = { ...(JSON.parse(serializeProject(small, layerOf)) as object), formatVersion: 99 }
    const parsed = parseProject(JSON.stringify({ ...file, comments: {} }), layerOf)
    expect(parsed).toMatchObject({
      document: small,
      isReadOnly: true,
      problems: [
        { code: 'project/newer-version' },
        { code: 'project/unknown-field', where: { path: 'project.json: comments' } }
      ]
    })
    expect(parseProject(JSON.stringify({ ...file, nodes: [] }), layerOf)).toMatchObject({
      problems: [{ code: 'project/too-new', severity: 'error' }]
    })
  })

  it('says where text stops being JSON, and what is no project', () => {
    const cut = parseProject(serializeProject(small, layerOf).slice(0, 300), layerOf)
    expect(cut).toMatchObject({ problems: [{ code: 'project/not-json', where: { path: 'project.json' } }] })
    for (const text of ['[]', 'null', '{}', '{"formatVersion":"1"}', '7']) {
      expect(parseProject(text, layerOf)).toMatchObject({ problems: [{ code: 'project/not-a-project' }] })
    }
  })

  it('never throws and never lets an invalid document in, however a file was damaged', () => {
    const text = serializeProject(small, layerOf)
    const replaced = fc.constantFrom('null', '-1', '"x"', '[]', '{}', '1e400', '"__proto__"', '"constructor"', '')
    fc.assert(
      fc.property(fc.nat(), replaced, (at, replacement) => {
        const values = [...text.matchAll(/(?<=[:,[{] ?)(?:"[^"]*"|-?[\d.]+|\{\}|\[\])/g)]
        const match = values[at % values.length]!
        const damaged = text.slice(0, match.index) + replacement + text.slice(match.index + match[0].length)
        const { document } = parseProject(damaged, layerOf)
        if (document !== undefined) expect(validate(document, layerOf)).toEqual([])
      }),
      { numRuns: 500, seed: 5 }
    )
  })

  it('takes a file through every migration between its version and the current one', () => {
    const steps = {
      1: (file: RawProject) => ({ ...file, one: true }),
      3: (file: RawProject) => ({ ...file, three: file['one'] })
    }
    expect(migrate({ name: 'Old' }, 1, steps, 4)).toEqual({ name: 'Old', one: true, three: true })
    expect(migrate({ name: 'Old' }, 3, steps, 4)).toEqual({ name: 'Old', three: undefined })
  })

  describe('with a layer of a later version', () => {
    const dense = layerOf('dense')!
    const later: LayerLookup = type =>
      type === 'dense'
        ? {
            ...dense,
            version: 3,
            parameters: { ...dense.parameters, width: dense.parameters['units']! },
            migrations: {
              1: ({ units, ...rest }) => ({ ...rest, ...(units === undefined ? {} : { width: units }) }),
              2: ({ width, ...rest }) => ({ ...rest, ...(width === undefined ? {} : { units: width }), useBias: false })
            }
          }
        : layerOf(type)

    it('brings the parameters of its nodes through every migration', () => {
      const { document, problems } = parseProject(serializeProject(small, layerOf), later)
      expect(problems).toEqual([])
      expect(document!.nodes['dense']!.parameters).toEqual({ units: 10, useBias: false })
    })

    it('keeps the versions of layers in the file, so that nothing is migrated twice', () => {
      const text = serializeProject(small, later)
      expect(JSON.parse(text)).toMatchObject({ layers: { dense: 3 } })
      expect(parseProject(text, later)).toEqual({ document: small, problems: [], isReadOnly: false })
    })

    it('opens read-only where a newer program wrote its layers', () => {
      const parsed = parseProject(serializeProject(small, later), layerOf)
      expect(parsed).toMatchObject({ document: small, isReadOnly: true, problems: [{ code: 'project/newer-layer' }] })
    })

    it('reads a journal whose edits were written in the earlier form', () => {
      const { document, changes } = play(small, [[{ kind: 'addNode', a: 1, b: 1, word: 'x' }]])
      const { stamp, text } = journalOf(small, changes)
      const replayed = replayJournal(text, stamp, small, later)!
      expect(replayed).toMatchObject({ isCurrent: false, count: 1, problem: undefined })
      expect(replayed.document.nodes['dense']!.parameters).toEqual({ units: 10, useBias: false })
      expect(Object.keys(replayed.document.nodes)).toEqual(Object.keys(document.nodes))
    })
  })
})

/** The text of a file of version 1 or 2 with the names of version 3 put in where the old ones stand. */
function renamed(text: string): string {
  const names: readonly (readonly [RegExp, string])[] = [
    [/("type": "\w+)Normalisation"/g, '$1Normalization"'],
    [/"(kernel|bias)Initialiser":/g, '"$1Initializer":'],
    [/"(kernel|bias)Spread": ([\d.]+)/g, '"$1Stddev": $2, "$1Limit": $2'],
    [/"scale": "centred"/g, '"scale": "centered"'],
    [/"port": "picture"/g, '"port": "image"'],
    [/"colour": "grey"/g, '"color": "gray"'],
    [/"colour":/g, '"color":'],
    [/"pictures":/g, '"images":'],
    [/"optimiser":/g, '"optimizer":'],
    [/("kind": "step", )"everyEpochs": ([\d.]+), "factor"/g, '$1"stepSize": $2, "gamma"'],
    [/("kind": "exponential", )"everyEpochs": ([\d.]+), "factor"/g, '$1"decayEpochs": $2, "decayRate"'],
    [/("kind": "polynomial", )"endShare"/g, '$1"endFactor"'],
    [/"cycleEpochs": ([\d.]+), "cycleGrowth": ([\d.]+), "endShare"/g, '"firstDecayEpochs": $1, "tMul": $2, "alpha"'],
    [/"restartShare"/g, '"mMul"'],
    [/"climbShare"/g, '"pctStart"'],
    [/"endDivisor"/g, '"finalDivFactor"'],
    [/"startDivisor"/g, '"divFactor"'],
    [/"minRate"/g, '"minLr"']
  ]
  return names.reduce((current, [old, name]) => current.replace(old, name), text)
}

/** A journal of edits of what lies in the project's file, with the stamp of that file. */
function journalOf(saved: Document, changes: readonly Change[]) {
  const stamp = stampOf(serializeProject(saved, layerOf))
  return { stamp, text: journalHead(stamp, saved, layerOf) + journalLines(changes) }
}

describe('journal', () => {
  it('leads from what was saved to what was drawn', () => {
    fc.assert(
      fc.property(randomSession, randomSession, (before, after) => {
        const saved = play(empty, before).document
        const { document, changes } = play(saved, after)
        const { stamp, text } = journalOf(saved, changes)
        const replayed = { document, isOfFile: true, isCurrent: true, count: changes.length, problem: undefined }
        expect(replayJournal(text, stamp, saved, layerOf)).toEqual(replayed)
      }),
      { numRuns: 100, seed: 6 }
    )
  })

  it('loses at most the line that was being written, wherever it was cut', () => {
    const operations = Array.from({ length: 6 }, (_, a): RandomOperation[] => [{ kind: 'addNode', a, b: 1, word: 'x' }])
    const { changes } = play(small, operations)
    const { stamp, text } = journalOf(small, changes)
    const wholeLines = (length: number): number => Math.max(0, text.slice(0, length).split('\n').length - 2)
    for (let length = journalHead(stamp, small, layerOf).length; length <= text.length; length += 7) {
      expect(replayJournal(text.slice(0, length), stamp, small, layerOf)?.count).toBe(wholeLines(length))
    }
  })

  it('stops at a line that does not fit and keeps what was good until there', () => {
    const operations = Array.from({ length: 4 }, (_, a): RandomOperation[] => [{ kind: 'addNode', a, b: 1, word: 'x' }])
    const { changes } = play(small, operations)
    const misfit: Change = {
      label: 'Rename',
      records: [],
      singles: [{ single: 'name', before: 'Else', after: 'Other' }]
    }
    const orphan: Change = {
      label: 'Move',
      records: [{ collection: 'positions', id: 'gone', before: undefined, after: { x: 0, y: 0 } }],
      singles: []
    }
    for (const bad of [JSON.stringify(misfit), JSON.stringify(orphan), '{"label":', '{}', 'null']) {
      const { stamp, text: good } = journalOf(small, changes.slice(0, 2))
      const replayed = replayJournal(`${good}${bad}\n${journalLines(changes.slice(2))}`, stamp, small, layerOf)
      expect(replayed).toMatchObject({ count: 2, problem: { code: 'project/journal-stopped' } })
      expect(fits(replayed!.document, changes[2]!)).toBe(true)
    }
  })

  it('brings its edits back over whatever has become of the file, and says that it is another', () => {
    const { document, changes } = play(small, [[{ kind: 'addNode', a: 1, b: 1, word: 'x' }]])
    const { text } = journalOf(small, changes)
    const replayed = replayJournal(text, 'another', empty, layerOf)
    expect(replayed).toEqual({ document, isOfFile: false, isCurrent: true, count: 1, problem: undefined })
  })

  it('of earlier versions, which does not say what it follows, is replayed over its own file alone', () => {
    const { document, changes } = play(small, [[{ kind: 'addNode', a: 1, b: 1, word: 'x' }]])
    const { stamp } = journalOf(small, changes)
    const text = `${JSON.stringify({ base: stamp })}\n${journalLines(changes)}`
    expect(replayJournal(text, stamp, small, layerOf)?.document).toEqual(document)
    expect(replayJournal(text, 'another', document, layerOf)).toBeUndefined()
    expect(replayJournal('', stamp, small, layerOf)).toBeUndefined()
  })
})
