import { message } from '../../../messages/message.ts'
import type { Studio } from '../../../state/studio.svelte.ts'
import { onCanvas, type Command } from '../../command.ts'

function stepCommand(id: string, label: string, shortcut: string, by: number): Command {
  return {
    id,
    label,
    shortcut,
    ...onCanvas(
      (_editor, { outputs }) => outputs.goTo(outputs.position + by),
      (_editor, { outputs }) => outputs.isShown && outputs.answer !== undefined
    )
  }
}

async function measure({ layerTimes, toasts, view }: Studio): Promise<void> {
  if (!(await layerTimes.measure())) return
  view.editor?.lensChoice.setTimes(layerTimes.times)
  view.editor?.lensChoice.showHeat('time')
  const times = layerTimes.times ?? new Map<string, number>()
  const document = view.editor?.model.document
  const total = [...times].reduce(
    (sum, [id, time]) => (document?.nodes[id]?.graph === document?.root ? sum + time : sum),
    0
  )
  const text = message('times/done', { count: times.size, time: Number(total.toPrecision(3)) })
  toasts.show({ tone: 'good', text })
}

export const measureTimes: Command = {
  id: 'view.measureTimes',
  label: message('command/measureTimes'),
  ...onCanvas(
    (_editor, studio) => measure(studio),
    (_editor, { layerTimes, project }) => project.isOpen && layerTimes.measuring === undefined
  )
}

/** What nodes put out for a sample, and how long layers take. */
export const outputsCommands: readonly Command[] = [
  {
    id: 'view.outputs',
    label: message('command/outputs'),
    shortcut: 'Shift+o',
    isOn: ({ outputs }) => outputs.isShown,
    ...onCanvas((_editor, { outputs }) => {
      outputs.isShown = !outputs.isShown
    })
  },
  stepCommand('view.nextSample', message('command/nextSample'), '.', 1),
  stepCommand('view.previousSample', message('command/previousSample'), ',', -1),
  measureTimes
]
