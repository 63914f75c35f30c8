import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { HostApi, HostBridge } from '../core/host/host.ts'
import type { HostError } from '../core/host/host-error.ts'
import { callsOfArguments, channelOf, droppedChannel, eventChannelOf, type Envelope } from './handlers/channels.ts'

/** The window's `File`, as this world sees it; the page's own words for it, and what it makes of them, stay outside. */
interface DroppedFile {
  /** Only in Electrons before 32. */
  readonly path?: string
}
declare const File: new () => DroppedFile

/**
 * Electron 22 has the path on the file itself; from 29 on a function of the preload tells it. What the system gave to the
 * page alone has one: an object that says it is a file counts for nothing, and a file that a script made has none.
 */
function pathOf(file: DroppedFile): string {
  if (!(file instanceof File)) return ''
  const tellPath = webUtils?.getPathForFile as ((file: DroppedFile) => string) | undefined
  return tellPath ? tellPath(file) : (file.path ?? '')
}

async function call(name: string, given: unknown): Promise<unknown> {
  const envelope = (await ipcRenderer.invoke(channelOf(name), given)) as Envelope
  // An Error would lose its code and its fix on the way into the page; plain data arrives whole.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  if ('error' in envelope) throw envelope.error satisfies HostError
  return envelope.value
}

const on: HostBridge<DroppedFile>['on'] = (event, listener) => {
  const channel = eventChannelOf(event)
  const hear = (_event: unknown, value: Parameters<typeof listener>[0]) => listener(value)
  ipcRenderer.on(channel, hear)
  return () => ipcRenderer.removeListener(channel, hear)
}

function pathsOf(files: readonly DroppedFile[]): readonly string[] {
  const paths = [...files].map(pathOf).filter(path => path !== '')
  ipcRenderer.send(droppedChannel, paths)
  return paths
}

const names = callsOfArguments(process.argv)
const calls = Object.fromEntries(names.map(name => [name, (given: unknown = {}) => call(name, given)]))
const bridge = { ...(calls as unknown as HostApi), on, pathsOf } satisfies HostBridge<DroppedFile>
contextBridge.exposeInMainWorld('host', bridge)
