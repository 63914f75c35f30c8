import { heldKeys } from '../../commands/shortcut-text.ts'
import { message } from '../../messages/message.ts'
import type { Studio } from '../../state/studio.svelte.ts'
import type { PlaceName } from '../../../core/host/places.ts'

export interface TourStep {
  readonly title: string
  readonly text: string
  /** What the step is about: a control that is really there. */
  readonly target: string
  readonly side: 'inside' | 'left' | 'below'
  /** The place that it is in, which the step shows. */
  readonly place?: PlaceName
  /** Makes sure that there is something in the control. */
  begin?(studio: Studio): void
}

export const tourSteps: readonly TourStep[] = [
  {
    title: message('tour/canvas'),
    text: message('tour/canvasText', heldKeys),
    target: '[data-canvas]',
    side: 'inside',
    place: 'design'
  },
  {
    title: message('tour/inspector'),
    text: message('tour/inspectorText'),
    target: '[data-tour=inspector]',
    side: 'left',
    place: 'design',
    begin({ selection, project }) {
      if (!selection.isEmpty) return
      const layer = Object.values(project.document.nodes).find(
        ({ type, graph }) => type === 'conv2d' && graph === selection.graph
      )
      if (layer !== undefined) selection.select([layer.id])
    }
  },
  { title: message('tour/train'), text: message('tour/trainText'), target: 'header .train', side: 'below' },
  { title: message('tour/explore'), text: message('tour/exploreText'), target: '[data-tour=explore]', side: 'below' },
  { title: message('tour/export'), text: message('tour/exportText'), target: '[data-tour=export]', side: 'below' }
]

const storageKey = 'tour'

/** Whether a tour was shown before, to its end or not. */
export function isTourSeen(): boolean {
  return globalThis.localStorage?.getItem(storageKey) === 'seen'
}

export function rememberTour(): void {
  globalThis.localStorage?.setItem(storageKey, 'seen')
}
