import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { ChartLine, ChartOptions } from './chart-options.ts'
import { drawEndLabels } from './end-labels.ts'

/** Where the pointer is: x in the data, and the place in the plot in CSS pixels. */
export interface Hover {
  readonly x: number
  readonly left: number
  readonly width: number
}

export interface LineChart {
  /** Draws anew; cheap where only points were added. */
  update(options: ChartOptions): void
  dispose(): void
}

/** Charts that share this key show their cursor together. */
const syncKey = 'training'
const labelWidth = 182
const fontSize = 11

export function createLineChart(
  element: HTMLElement,
  first: ChartOptions,
  onHover: (hover: Hover | undefined) => void
): LineChart {
  let options = first
  let plot = make()
  let shape = shapeOf(first)

  const resized = new ResizeObserver(() => plot.setSize(sizeOf(element)))
  resized.observe(element)

  function make(): uPlot {
    return new uPlot(uplotOptions(), dataOf(options.lines), element)
  }

  function uplotOptions(): uPlot.Options {
    const style = getComputedStyle(element)
    const color = (name: string) => style.getPropertyValue(name).trim()
    const font = `${fontSize}px ${style.fontFamily}`
    const axis = {
      font,
      stroke: color('--muted'),
      grid: { stroke: color('--chart-grid'), width: 1 },
      ticks: { show: false },
      labelFont: font,
      labelSize: fontSize + 5,
      labelGap: 0
    }
    return {
      ...sizeOf(element),
      padding: [8, labelWidth, 0, 0],
      legend: { show: false },
      cursor: {
        sync: { key: syncKey, setSeries: false },
        drag: { x: false, y: false, setScale: false },
        points: { show: false },
        y: false
      },
      scales: {
        x: { time: false, range: () => [0, options.xMax] },
        y: {
          distr: options.isLogarithmic ? 3 : 1,
          range: (_, min, max) => [...options.yRange(min ?? 0, max ?? 1)]
        }
      },
      axes: [
        { ...axis, label: options.names.x, size: 22, gap: 4, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        {
          ...axis,
          label: options.names.y,
          size: 50,
          gap: 6,
          values: (_, ticks) => ticks.map(tick => (tick === null ? '' : options.tickText(tick)))
        }
      ],
      series: [
        {},
        ...options.lines.map(line => ({
          label: line.label,
          stroke: color(line.color),
          alpha: line.isQuiet ? 0.45 : 1,
          width: line.isQuiet ? 1 : 1.5,
          ...(line.dash?.length && { dash: [...line.dash] }),
          spanGaps: true,
          points: line.hasPoints ? { show: true, size: 5, fill: color(line.color) } : { show: false }
        }))
      ],
      hooks: {
        draw: [chart => drawEndLabels(chart, options, { font, color })],
        setCursor: [
          ({ cursor, posToVal, over }) => {
            const { left = -1 } = cursor
            onHover(left < 0 ? undefined : { x: posToVal(left, 'x'), left, width: over.clientWidth })
          }
        ]
      }
    }
  }

  return {
    update(next) {
      options = next
      if (shapeOf(next) === shape) {
        plot.setData(dataOf(next.lines))
        return
      }
      shape = shapeOf(next)
      plot.destroy()
      plot = make()
    },
    dispose() {
      resized.disconnect()
      plot.destroy()
    }
  }
}

/** What a plot is made for; only its points may change without making it anew. */
function shapeOf({ lines, isLogarithmic, names, theme }: ChartOptions): string {
  return JSON.stringify([
    theme,
    isLogarithmic,
    names,
    lines.map(({ label, color, dash, isQuiet }) => [label, color, dash, isQuiet])
  ])
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(160, element.clientWidth), height: Math.max(80, element.clientHeight) }
}

/** One table over all places, with gaps where a line has no point. */
function dataOf(lines: readonly ChartLine[]): uPlot.AlignedData {
  const tables = lines.map(({ x, y }): uPlot.AlignedData => [[...x], [...y]])
  return tables.length === 0 ? [[0], []] : uPlot.join(tables)
}
