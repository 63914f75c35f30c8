import type { Editor } from '../../../canvas/editor.ts'
import type { Measure } from '../../../canvas/lens/heat-scale.ts'
import type { Trace } from '../../../canvas/lens/trace.ts'
import { message } from '../../../messages/message.ts'
import { onCanvas, type Command } from '../../command.ts'

/** Again on what is shown already turns it off. */
function heatCommand(id: string, label: string, measure: Measure): Command {
  return {
    id,
    label,
    ...onCanvas(
      ({ lensChoice }) => lensChoice.showHeat(lensChoice.measure === measure ? undefined : measure),
      ({ lensChoice }) => measure !== 'time' || lensChoice.times !== undefined
    )
  }
}

function traceCommand(id: string, label: string, shortcut: string, trace: Trace): Command {
  return {
    id,
    label,
    shortcut,
    context: { on: ['node'], part: 'see' },
    ...onCanvas(({ lensChoice }) => lensChoice.showTrace(lensChoice.trace === trace ? undefined : trace), canTrace)
  }
}

function canTrace({ lensChoice, model }: Editor): boolean {
  return lensChoice.trace !== undefined || model.selection.nodes.size > 0
}

/** What shows the drawing in another light, and changes nothing of it. */
export const lensCommands: readonly Command[] = [
  {
    id: 'view.heatMap',
    label: message('command/heatMap'),
    shortcut: 'h',
    context: { on: ['canvas'], part: 'see' },
    ...onCanvas(({ lensChoice }) => lensChoice.showHeat(lensChoice.measure === undefined ? 'parameters' : undefined))
  },
  heatCommand('view.heatParameters', message('command/heatParameters'), 'parameters'),
  heatCommand('view.heatMacs', message('command/heatMacs'), 'macs'),
  heatCommand('view.heatMemory', message('command/heatMemory'), 'memory'),
  heatCommand('view.heatTime', message('command/heatTime'), 'time'),
  traceCommand('view.trace', message('command/trace'), 'p', 'both'),
  traceCommand('view.traceBack', message('command/traceBack'), '[', 'back'),
  traceCommand('view.traceOn', message('command/traceOn'), ']', 'on'),
  {
    id: 'view.minimap',
    label: message('command/minimap'),
    shortcut: 'm',
    ...onCanvas((_, { lensChoice }) => {
      lensChoice.isMinimapShown = !lensChoice.isMinimapShown
    })
  },
  {
    id: 'view.compare',
    label: message('command/compare'),
    shortcut: '$mod+Shift+m',
    isEnabled: ({ project }) => project.isOpen,
    run: ({ comparing, view }) => {
      view.show('design')
      comparing.begin()
    }
  }
]
