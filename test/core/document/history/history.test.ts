import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import { edit } from '../../../../core/document/edit.ts'
import { apply } from '../../../../core/document/history/change.ts'
import {
  beginGesture,
  cancelGesture,
  commitGesture,
  emptyHistory,
  redo,
  remember,
  undo,
  type History,
  type HistoryPolicy
} from '../../../../core/document/history/history.ts'
import type { Document } from '../../../../core/document/records.ts'
import { drawNetwork } from '../../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import { validate } from '../../../../core/document/validate.ts'
import { perform, randomOperation, randomSession, type RandomOperation } from '../random-edits.ts'

const start = createDocument('Start', emptyDrawing)

function play(operations: readonly (readonly RandomOperation[])[]): { document: Document; history: History } {
  let document = start
  let history = emptyHistory
  for (const step of operations) {
    const edited = edit(document, 'Edit', draft => step.forEach(operation => perform(draft, operation)), layerOf)
    document = edited.document
    history = remember(history, edited.change)
  }
  return { document, history }
}

describe('history', () => {
  it('goes back to the start by undoing all, and to the end by redoing all', () => {
    fc.assert(
      fc.property(randomSession, operations => {
        const { document: end, history } = play(operations)
        let step = undo(history, end)
        let document = end
        let last = history
        for (; step !== undefined; step = undo(step.history, step.document)) ({ document, history: last } = step)
        expect(document).toEqual(start)
        for (step = redo(last, document); step !== undefined; step = redo(step.history, step.document)) {
          ;({ document, history: last } = step)
        }
        expect(document).toEqual(end)
        expect(last).toEqual(history)
      }),
      { numRuns: 150, seed: 1 }
    )
  })

  it('steps over what it knows the documents of as over what it does not, and to the very same ones', () => {
    const policies = fc.constantFrom<HistoryPolicy | 'begin' | 'commit' | 'cancel' | 'undo' | 'redo'>(
      ...(['record', 'record', 'merge', 'ignore', 'begin', 'commit', 'cancel', 'undo', 'undo', 'redo'] as const)
    )
    const acts = fc.array(fc.tuple(policies, fc.array(randomOperation, { minLength: 1, maxLength: 3 })), {
      maxLength: 60
    })
    fc.assert(
      fc.property(acts, drawn => {
        let [known, plain] = [emptyHistory, emptyHistory]
        let [document, other] = [start, start]
        for (const [act, operations] of drawn) {
          if (act === 'begin') [known, plain] = [beginGesture(known, 'Drag'), beginGesture(plain, 'Drag')]
          else if (act === 'commit') [known, plain] = [commitGesture(known), commitGesture(plain)]
          else if (act === 'cancel' || act === 'undo' || act === 'redo') {
            const go = { cancel: cancelGesture, undo, redo }[act]
            const [step, same] = [go(known, document), go(plain, other)]
            if (step === undefined || same === undefined) continue
            expect(step.document).toEqual(same.document)
            ;[known, document, plain, other] = [step.history, step.document, same.history, same.document]
          } else {
            const before = document
            const edited = edit(before, act, draft => operations.forEach(each => perform(draft, each)), layerOf)
            ;[document, other] = [edited.document, apply(other, edited.change)]
            known = remember(known, edited.change, act, { before, after: document })
            plain = remember(plain, edited.change, act)
            if (act === 'record' && known.past.at(-1) === edited.change) {
              expect(undo(known, document)?.document).toBe(before)
            }
          }
        }
        expect(document).toEqual(other)
        expect([known.past, known.future, known.gesture?.change]).toEqual([
          plain.past,
          plain.future,
          plain.gesture?.change
        ])
      }),
      { numRuns: 300, seed: 5 }
    )
  })

  it('goes back to the start and to the end over ten thousand edits of one session, valid on the way', () => {
    let document = start
    let history = emptyHistory
    const operations = fc.sample(randomOperation, { numRuns: 10_000, seed: 7 })
    let mostNested = 0
    const check = (at: number) => {
      if (at % 100 !== 0) return
      expect(validate(document, layerOf)).toEqual([])
      const nested = Object.values(document.nodes).filter(node => node.type === 'block' && node.graph !== document.root)
      mostNested = Math.max(mostNested, nested.length)
    }
    for (const [at, drawn] of operations.entries()) {
      // Once it is as large as a real network, as much goes as comes.
      const isLarge = Object.keys(document.nodes).length > 200 && /^add(Node|Instance)$/.test(drawn.kind)
      const operation = isLarge ? { ...drawn, kind: 'removeNode' as const } : drawn
      const edited = edit(document, operation.kind, draft => perform(draft, operation), layerOf)
      document = edited.document
      history = remember(history, edited.change)
      check(at)
    }
    const end = document
    const steps = history.past.length
    expect(steps).toBeGreaterThan(5000)
    expect(mostNested).toBeGreaterThan(10)
    for (let at = 0; at < steps; at += 1) {
      ;({ document, history } = undo(history, document)!)
      check(at)
    }
    expect(document).toEqual(start)
    for (let at = 0; at < steps; at += 1) {
      ;({ document, history } = redo(history, document)!)
    }
    expect(document).toEqual(end)
    expect(validate(document, layerOf)).toEqual([])
  })

  it('makes one step of a gesture, and none of one that is canceled, whatever it did', () => {
    fc.assert(
      fc.property(randomSession, randomSession, (before, within) => {
        const played = play(before)
        const undone = undo(played.history, played.document) ?? played
        let history = beginGesture(undone.history, 'Drag')
        let { document } = undone
        for (const step of within) {
          const edited = edit(document, 'Move', draft => step.forEach(operation => perform(draft, operation)), layerOf)
          document = edited.document
          history = remember(history, edited.change, 'merge')
        }
        const canceled = cancelGesture(history, document)
        expect(canceled?.document).toEqual(undone.document)
        expect(canceled?.history).toEqual(undone.history)

        const committed = commitGesture(history)
        const back = undo(committed, document)
        if (committed.past.length === undone.history.past.length) expect(document).toEqual(undone.document)
        else expect(back?.document).toEqual(undone.document)
      }),
      { numRuns: 60, seed: 2 }
    )
  })

  it('keeps the steps that could be redone when a gesture comes to nothing', () => {
    const { document, history } = play([[{ kind: 'addNode', a: 1, b: 0, word: '' }]])
    const undone = undo(history, document)!
    const after = commitGesture(beginGesture(undone.history, 'Drag'))
    expect(redo(after, undone.document)?.document).toEqual(document)
  })

  it('keeps everything that an edit does not touch as the same object', () => {
    const drawing = drawNetwork(graph => {
      graph.layer('relu', {}, graph.layer('conv2d'))
    })
    const document = createDocument('Two layers', drawing)
    const moved = edit(document, 'Move', draft => draft.move('relu', { x: 1, y: 2 }), layerOf)
    expect(moved.document.nodes).toBe(document.nodes)
    expect(moved.document.edges).toBe(document.edges)
    const nothing = edit(moved.document, 'Move', draft => draft.move('relu', { x: 1, y: 2 }), layerOf)
    expect(nothing.document).toBe(moved.document)
  })
})
