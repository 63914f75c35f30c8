import { notDrawing, readFragment } from '../../core/document/blocks/fragments/fragment-text.ts'
import { readableNames } from '../../core/exchange/catalogue.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import { tick } from 'svelte'
import { message } from '../messages/message.ts'
import { pasteText, tellProblem } from './drawing/clipboard.ts'
import type { Studio } from './studio.svelte.ts'
import type { Toasts } from './toasts.svelte.ts'

/** Copied layers are text of a few kilobytes; a larger file is none. */
const largestTextBytes = 20 * 1024 * 1024

/** Does with files and folders that were dropped on the window what they are there for. */
export async function takeDropped(studio: Studio, files: readonly File[]): Promise<void> {
  const { attempt, host, project, toasts } = studio
  const [first] = files
  if (first === undefined) return
  const paths = host.pathsOf(files)
  if (files.length === 1 && first.type.startsWith('image/')) return await askImage(studio, first)
  if (files.length === 1 && (await isFragment(first))) return dropText(studio, await first.text())
  // What another program holds, as an image out of a web page, lies in no file that could be looked at.
  if (paths.length < files.length) {
    const text = message('drop/noFile', { name: first.name })
    return toasts.show({ tone: 'warning', text, detail: message('drop/noFileFix') })
  }
  const dropped = await attempt(message('drop/look'), () => host.lookAtDropped({ paths }))
  if (dropped === undefined) return
  switch (dropped.kind) {
    case 'project':
      if (!project.isOpen || project.folder !== dropped.folder)
        await studio.open(() => host.openProject({ folder: dropped.folder }))
      return
    case 'model': {
      const before = project.isOpen ? project.id : undefined
      await studio.open(() => host.openModel({ path: dropped.path }))
      if (project.isOpen && project.id !== before) toasts.show({ tone: 'good', text: message('drop/opened') })
      return
    }
    case 'unreadableModel':
      toasts.show({
        tone: 'warning',
        text: message('drop/model', { name: dropped.name }),
        detail: message('drop/modelFix', { formats: readableNames.join(', ') })
      })
      return
    case 'images':
      await importImages(studio, paths)
  }
}

/** Puts copied layers into the drawing. Other text changes nothing, the place that is shown included. */
export async function dropText(studio: Studio, text: string): Promise<void> {
  const { project, toasts } = studio
  if (!project.isOpen) return refuseWithoutProject(toasts)
  const read = readFragment(text, layerOf)
  if ('problem' in read) {
    if (read.problem.code !== notDrawing.code) return tellProblem(toasts, read.problem)
    return toasts.show({ tone: 'warning', text: message('drop/noDrawing'), detail: message('drop/noDrawingFix') })
  }
  studio.view.show('design')
  // The canvas comes with the place.
  await tick()
  const { editor } = studio.view
  if (editor !== undefined) pasteText(studio, editor, text)
}

function refuseWithoutProject(toasts: Toasts): void {
  toasts.show({ tone: 'warning', text: message('drop/noProject'), detail: message('drop/noProjectFix') })
}

async function importImages({ datasets, project, toasts, view }: Studio, paths: readonly string[]): Promise<void> {
  if (!project.isOpen) return refuseWithoutProject(toasts)
  if (!project.canEdit) return toasts.show({ tone: 'warning', text: message('safety/refused') })
  view.show('data')
  await datasets.importDropped(paths)
}

async function askImage({ explore, toasts, view }: Studio, image: File): Promise<void> {
  if (explore.model === undefined) {
    const text = message('drop/noNetwork', { name: image.name })
    return toasts.show({ tone: 'warning', text, detail: message('drop/noNetworkFix') })
  }
  view.show('explore')
  await explore.askFile(image)
}

async function isFragment(file: File): Promise<boolean> {
  if (!/\.(json|txt)$/i.test(file.name) || file.name === 'project.json' || file.size > largestTextBytes) return false
  return !('problem' in readFragment(await file.text(), layerOf))
}
