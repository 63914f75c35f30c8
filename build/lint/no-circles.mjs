// A lint rule: no file imports one that leads back to it, by whatever way round. Types count as well, unlike in
// import-x/no-cycle: who reads the one file has to read the other.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const root = normalize(join(import.meta.dirname, '../..'))
const folders = ['core', 'electron', 'renderer', 'test', 'build']
const imports = /\bfrom\s+'(\.[^']+)'/g

/** @type {Map<string, Set<string>> | undefined} */
let known

/** For each file that lies on a circle, all that lie on it. The tree is read once, at the first file that is checked. */
function circles() {
  known ??= circlesOf(readImports())
  return known
}

/** @returns {Map<string, string[]>} */
function readImports() {
  const files = folders
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(path => join(root, folder, path))
    )
    .filter(path => /\.(ts|svelte|mjs)$/.test(path))
  const all = new Set(files)
  return new Map(
    files.map(file => {
      const named = [...readFileSync(file, 'utf8').matchAll(imports)].map(([, path]) => join(dirname(file), path ?? ''))
      return [file, named.filter(path => all.has(path))]
    })
  )
}

/**
 * Tarjan 1972, "Depth-first search and linear graph algorithms": the strongly connected components of more than one.
 * @param {ReadonlyMap<string, readonly string[]>} graph
 */
export function circlesOf(graph) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map()
  /** @type {Map<string, number>} */
  const order = new Map()
  /** @type {string[]} */
  const open = []

  /**
   * The earliest open node that this one leads to.
   * @param {string} node
   * @returns {number}
   */
  function visit(node) {
    const own = order.size
    let earliest = own
    order.set(node, own)
    open.push(node)
    for (const next of graph.get(node) ?? []) {
      const seen = order.get(next)
      if (seen === undefined) earliest = Math.min(earliest, visit(next))
      else if (open.includes(next)) earliest = Math.min(earliest, seen)
    }
    if (earliest === own) {
      const circle = new Set(open.splice(open.indexOf(node)))
      if (circle.size > 1) for (const member of circle) found.set(member, circle)
    }
    return earliest
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return found
}

/** @type {import('eslint').Rule.RuleModule} */
export const noCircles = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { circle: 'This file is led back to: {{ files }}. Move what both need to a file of its own.' }
  },
  create(context) {
    const circle = circles().get(context.filename)
    if (circle === undefined) return {}
    /** @param {import('estree').ImportDeclaration | import('estree').ExportNamedDeclaration} node */
    const check = node => {
      const path = node.source && join(dirname(context.filename), String(node.source.value))
      if (!path || !circle.has(path)) return
      const files = [...circle].map(each => each.slice(root.length)).join(', ')
      context.report({ node, messageId: 'circle', data: { files } })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check }
  }
}
