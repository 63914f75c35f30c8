import type { NodeId } from '../../../core/graph/drawing.ts'
import { instanceFacts, type InstanceFacts } from '../scene/levels/instance-facts.ts'
import type { Scene } from '../scene/scene.ts'
import type { EditorModel } from '../editor-model.ts'
import type { HeatScale, Measure } from './heat-scale.ts'
import { clearLens, type Lens, type Marks } from './lens.ts'
import { makeLens, type FactsAt, type SeenThrough } from './make-lens.ts'
import type { Trace } from './trace.ts'

const nothingSelected: ReadonlySet<NodeId> = new Set()
const nowhere: readonly NodeId[] = []

/** What a person has chosen to see of the drawing: a heat map, the ways through a layer, what differs. Session state. */
export class LensChoice {
  private chosenMeasure: Measure | undefined
  private chosenTrace: Trace | undefined
  private knownTimes: ReadonlyMap<NodeId, number> | undefined
  private shownMarks: Marks | undefined
  private known:
    { readonly source: SeenThrough; readonly lens: Lens; readonly scale: HeatScale | undefined } | undefined

  constructor(
    private readonly model: Pick<EditorModel, 'document' | 'network' | 'path' | 'selection'>,
    private readonly sceneOf: () => Scene,
    private readonly tell: () => void
  ) {}

  get measure(): Measure | undefined {
    return this.chosenMeasure
  }

  get trace(): Trace | undefined {
    return this.chosenTrace
  }

  /** Milliseconds of each node for one sample, once they were measured. */
  get times(): ReadonlyMap<NodeId, number> | undefined {
    return this.knownTimes
  }

  /** The scale of the heat map; undefined while none is shown, or nothing is known. */
  get scale(): HeatScale | undefined {
    return this.look().scale
  }

  /** The same one until something that it depends on has changed. */
  get lens(): Lens {
    return this.look().lens
  }

  showHeat(measure: Measure | undefined): void {
    this.chosenMeasure = measure
    this.tell()
  }

  showTrace(trace: Trace | undefined): void {
    this.chosenTrace = trace
    this.tell()
  }

  setTimes(times: ReadonlyMap<NodeId, number> | undefined): void {
    if (times === this.knownTimes) return
    this.knownTimes = times
    this.tell()
  }

  setMarks(marks: Marks | undefined): void {
    if (marks === this.shownMarks) return
    this.shownMarks = marks
    this.tell()
  }

  private look(): { readonly lens: Lens; readonly scale: HeatScale | undefined } {
    const { chosenMeasure: measure, chosenTrace: trace, shownMarks: marks, knownTimes: times, model } = this
    if (measure === undefined && trace === undefined && marks === undefined)
      return { lens: clearLens, scale: undefined }
    const source: SeenThrough = {
      scene: this.sceneOf(),
      measure,
      trace,
      marks,
      times,
      selected: trace === undefined ? nothingSelected : model.selection.nodes,
      selectedIn: trace === undefined ? nowhere : model.path
    }
    if (this.known !== undefined && isSame(this.known.source, source)) return this.known
    const { lens, scale } = makeLens(source, this.factsByPath(), model.document)
    this.known = { source, lens, scale }
    return this.known
  }

  /** Each graph's are looked up once, though each of its nodes asks. */
  private factsByPath(): FactsAt {
    const { document, network } = this.model
    const known = new Map<string, InstanceFacts>()
    return path => {
      const key = path.join('/')
      const facts = known.get(key) ?? instanceFacts(document, network, path)
      known.set(key, facts)
      return facts
    }
  }
}

function isSame(one: SeenThrough, other: SeenThrough): boolean {
  const values: Readonly<Record<string, unknown>> = { ...other }
  return Object.entries(one).every(([name, value]) => values[name] === value)
}
