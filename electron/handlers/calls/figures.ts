import { join } from 'node:path'
import { app, dialog } from 'electron'
import type { Answering } from '../../../core/host/call.ts'
import { fileName } from '../../../core/file-name.ts'
import type { Figure, figureCalls } from '../../../core/host/calls/figures.ts'
import { printPdf } from '../../window/print-pdf.ts'
import { freePath, writeNamed } from '../../storage/exchange/named-file.ts'
import type { HostContext } from '../host-context.ts'

const kinds: Readonly<Record<Figure['format'], { readonly name: string; readonly ending: string }>> = {
  svg: { name: 'SVG image', ending: 'svg' },
  png: { name: 'PNG image', ending: 'png' },
  pdf: { name: 'PDF', ending: 'pdf' },
  markdown: { name: 'Markdown', ending: 'md' },
  text: { name: 'Text', ending: 'txt' }
}

export function createFigures({ window, exported }: HostContext): Answering<typeof figureCalls> {
  return {
    async saveFigure({ name, figure }) {
      const { name: kind, ending } = kinds[figure.format]
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: 'Save the figure',
        defaultPath: await freePath(join(app.getPath('documents'), fileName(name)), `.${ending}`),
        filters: [{ name: kind, extensions: [ending] }]
      })
      if (canceled || !filePath) return undefined
      await writeNamed(filePath, await contentOf(figure))
      exported.add(filePath)
      return filePath
    }
  }
}

async function contentOf(figure: Figure): Promise<string | Uint8Array> {
  switch (figure.format) {
    case 'png':
      return figure.bytes
    case 'pdf':
      return await printPdf(figure.svg, figure)
    default:
      return figure.text
  }
}
