import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import type { GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { familyTokens, type Colors } from '../../../renderer/canvas/paint/colors.ts'
import { selectNodes, selectionIn } from '../../../renderer/canvas/selection.ts'
import { figureSize, writeSvg } from '../../../renderer/figure/draw-figure.ts'
import { makeFigure, type Figure } from '../../../renderer/figure/figure-scene.ts'
import { SvgPen } from '../../../renderer/figure/svg-pen.ts'
import { kerasPython } from '../../python.ts'
import { TestEditor } from '../canvas/test-editor.ts'

const colors = new Proxy({} as Colors, {
  get(_, name) {
    switch (name) {
      case 'families':
        return Object.fromEntries(Object.keys(familyTokens).map(family => [family, '#112233']))
      case 'heat':
        return ['#ffffff', '#000000']
      case 'heatInks':
        return ['#000000', '#ffffff']
      case 'font':
        return "'Inter Variable', sans-serif"
      default:
        return '#445566'
    }
  }
})

const measure = (_: string, text: string) => ({ width: text.length * 6 }) as TextMetrics

function network(graph: GraphBuilder): void {
  const data = graph.layer('data', { size: [16, 16] })
  const first = graph.layer('conv2d', { filters: 4 }, data.output('image'), { name: 'first' })
  const stage = graph.block(residual, { filters: 4 }, first, { name: 'stage' })
  graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, stage), { name: 'logits' })
}

const options = { part: 'all', hasShapes: true } as const

function figureOf(test: TestEditor, given: Parameters<typeof makeFigure>[1] = options): Figure {
  const { scene, lensChoice, model } = test.editor
  return makeFigure({ scene, lens: lensChoice.lens, selected: selectionIn(scene, model).nodes }, given)!
}

interface Parsed {
  readonly title: string
  readonly size: readonly [string, string, string]
  readonly texts: readonly string[]
  readonly fills: readonly string[]
}

/** By a parser that has nothing to do with ours or the browser's. */
function parsed(svg: string): Parsed {
  const script = [
    'import json, sys, xml.etree.ElementTree as tree',
    'root = tree.fromstring(sys.stdin.buffer.read())',
    "of = lambda name: [e for e in root.iter('{http://www.w3.org/2000/svg}' + name)]",
    "json.dump({'title': of('title')[0].text, 'size': [root.get('width'), root.get('height'), root.get('viewBox')],",
    "  'texts': [e.text for e in of('text')], 'fills': [e.get('fill') for e in of('path')]}, sys.stdout)"
  ].join('\n')
  return JSON.parse(
    execFileSync(kerasPython() ?? 'python3', ['-c', script], { input: svg, encoding: 'utf8' })
  ) as Parsed
}

function written(test: TestEditor, given?: Parameters<typeof makeFigure>[1], isTransparent = false): Parsed {
  return parsed(writeSvg(figureOf(test, given), { colors, isTransparent, title: 'A <net> & "more"' }, measure))
}

it('shows all repeats of a block where the canvas shows them', () => {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    graph.block(residual, { filters: 4 }, data.output('image'), { name: 'stage', repeat: 3 })
  })
  test.click(test.on('stage')).key('r', { isShift: true })
  const { texts } = written(test)
  expect(texts.filter(text => text.endsWith('of 3'))).toEqual(['1 of 3', '2 of 3', '3 of 3'])
  expect(texts.filter(text => text === 'Add')).toHaveLength(3)
  // A selected block with all that is in it.
  expect(written(test, { part: 'selection', hasShapes: true }).texts.filter(text => text === 'Add')).toHaveLength(3)
  test.key('r', { isAlt: true })
  expect(written(test).texts.filter(text => text === 'Add')).toHaveLength(1)
})

describe('a figure as SVG', () => {
  it('holds the title, the shape and the settings of every layer, as texts, at the size of the drawing', () => {
    const test = new TestEditor(network)
    const { title, texts, size } = written(test)
    expect(title).toBe('A <net> & "more"')
    for (const node of test.editor.scene.nodes.values()) expect(texts).toContain(node.title)
    expect(texts).toEqual(expect.arrayContaining(['3×3, 4 filters', '14×14×4', 'stage']))
    const { width, height } = figureSize(figureOf(test))
    expect(size.slice(0, 2)).toEqual([String(width), String(height)])
    expect(size[2]).toContain(`${width} ${height}`)
  })

  it('shows what is inside an unfolded block, where it is unfolded', () => {
    const test = new TestEditor(network)
    const folded = written(test).texts
    test.editor.folds.unfold([[test.node('stage').id]])
    const unfolded = written(test).texts
    expect(folded).not.toContain('Add')
    expect(unfolded).toEqual(expect.arrayContaining(['Add', 'stage']))
  })

  it('leaves the shapes away, and everything that is not selected, where that is asked for', () => {
    const test = new TestEditor(network)
    expect(written(test, { part: 'all', hasShapes: false }).texts).not.toContain('14×14×4')
    test.editor.model.select(selectNodes([test.node('first').id, test.node('stage').id]))
    const { texts } = written(test, { part: 'selection', hasShapes: true })
    expect(texts).toContain('14×14×4')
    expect(texts).not.toContain('Dense')
    expect(figureSize(figureOf(test, { part: 'selection', hasShapes: true })).height).toBeLessThan(
      figureSize(figureOf(test)).height
    )
  })

  it('keeps each text as wide as it was measured, in whatever font it is shown', () => {
    const svg = writeSvg(figureOf(new TestEditor(network)), { colors, isTransparent: true, title: '' }, measure)
    const texts = [...svg.matchAll(/textLength="([\d.]+)"[^>]*>([^<]*)</g)]
    expect(texts.length).toBe(svg.split('<text').length - 1)
    expect(texts.filter(([, length, text]) => Number(length) !== text!.length * 6)).toEqual([])
  })

  it('has a ground of its own, or none', () => {
    const test = new TestEditor(network)
    const filled = written(test)
    const clear = written(test, options, true)
    expect(filled.fills).toHaveLength(clear.fills.length + 1)
  })

  it('carries the heat map of the canvas', () => {
    const test = new TestEditor(network)
    test.editor.lensChoice.showHeat('parameters')
    const { texts, fills } = written(test)
    expect(fills).toContain('#000000')
    expect(texts.some(text => text.endsWith(' %'))).toBe(true)
  })

  it('leaves out what only helps to edit: marks of problems and what unfolds a block', () => {
    const test = new TestEditor(graph => {
      graph.layer('dense', {}, undefined, { name: 'alone' })
    })
    expect(test.node('alone').severity).toBeDefined()
    expect(written(test).texts).not.toContain('!')
  })

  it('is nothing where there is nothing to show', () => {
    const test = new TestEditor(() => undefined)
    const { scene, lensChoice } = test.editor
    expect(makeFigure({ scene, lens: lensChoice.lens, selected: new Set() }, options)).toBeUndefined()
  })
})

describe('the pen that writes SVG', () => {
  const draw = (act: (pen: SvgPen) => void): readonly string[] => {
    const pen = new SvgPen(measure)
    act(pen)
    return pen.elements
  }

  it('makes one element of what is filled and outlined', () => {
    expect(
      draw(pen => {
        pen.beginPath()
        pen.rect(1, 2, 3, 4)
        pen.fillStyle = '#aaa'
        pen.fill()
        pen.strokeStyle = '#bbb'
        pen.stroke()
      })
    ).toEqual(['<path d="M1 2h3v4h-3Z" fill="#aaa" stroke="#bbb" stroke-width="1"/>'])
  })

  it('keeps what was filled twice', () => {
    const fillTwice = draw(pen => {
      pen.beginPath()
      pen.rect(0, 0, 1, 1)
      for (const color of ['#aaa', '#bbb']) {
        pen.fillStyle = color
        pen.fill()
      }
    })
    expect(fillTwice.map(element => /fill="(.*)"/.exec(element)?.[1])).toEqual(['#aaa', '#bbb'])
  })

  it('draws a whole circle as two halves, and shifts and restores', () => {
    expect(
      draw(pen => {
        pen.save()
        pen.translate(10, 20)
        pen.globalAlpha = 0.5
        pen.beginPath()
        pen.arc(0, 0, 5, 0, 2 * Math.PI)
        pen.fill()
        pen.restore()
        pen.fillRect(0, 0, 1, 1)
      })
    ).toEqual([
      '<path d="M15 20A5 5 0 0 1 5 20A5 5 0 0 1 15 20Z" fill="#000000" opacity="0.5"/>',
      '<path d="M0 0h1v1h-1Z" fill="#000000"/>'
    ])
  })

  it('escapes what XML would take for its own, and drops what it does not allow', () => {
    expect(
      draw(pen => {
        pen.font = "600 13px 'Inter', sans-serif"
        pen.textAlign = 'center'
        pen.fillText('<a & "b">\u0001', 1, 2)
      })
    ).toEqual([
      `<text x="1" y="2" font-family="'Inter', sans-serif" font-size="13" textLength="60" lengthAdjust="spacingAndGlyphs" font-weight="600" text-anchor="middle" fill="#000000">&lt;a &amp; &quot;b&quot;&gt;</text>`
    ])
  })
})
