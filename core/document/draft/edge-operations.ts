import { assert } from '../../assert.ts'
import { connectionProblem } from '../connections/connection.ts'
import type { Draft } from '../draft.ts'
import { newId } from '../new-id.ts'
import { inputPort, type LayerLookup } from '../connections/ports.ts'
import type { RecordStore } from '../record-store.ts'
import { nodeOf } from './lookups.ts'

export function edgeOperations(store: RecordStore, layers: LayerLookup) {
  return {
    connect(from, to) {
      const now = store.snapshot()
      const problem = connectionProblem(now, from, to, layers)
      assert(problem === undefined, `This edge can not be drawn: ${problem?.message ?? ''}`)
      const there = store.edgesAt(to.node).filter(edge => edge.to.node === to.node && edge.to.port === to.port)
      const same = there.find(edge => edge.from.node === from.node && edge.from.port === from.port)
      if (same !== undefined) return same.id
      if (inputPort(now, to, layers)?.isMany !== true) for (const edge of there) store.set('edges', edge.id, undefined)
      const id = newId('e', taken => store.get('edges', taken) !== undefined)
      const order = inputPort(now, to, layers)?.isMany === true ? Math.max(-1, ...there.map(edge => edge.order)) + 1 : 0
      const ends = { from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } }
      store.set('edges', id, { id, graph: nodeOf(store, to.node).graph, ...ends, order })
      return id
    },
    disconnect(id) {
      assert(store.get('edges', id) !== undefined, `There is no edge ${id}.`)
      store.set('edges', id, undefined)
    },
    orderEdges(edges) {
      edges.forEach((id, order) => {
        const edge = store.get('edges', id)
        assert(edge !== undefined, `There is no edge ${id}.`)
        store.set('edges', id, { ...edge, order })
      })
    }
  } satisfies Partial<Draft>
}
