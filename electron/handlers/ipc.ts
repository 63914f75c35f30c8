import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { hostArguments, hostCalls, type HostApi, type HostError, type HostEvents } from '../../core/host.ts'
import { toHostError } from '../fault.ts'
import type { Log } from '../log.ts'
import { windowOrigin } from '../protocol.ts'
import { channelOf, droppedChannel, eventChannelOf, type Envelope } from './channels.ts'

/** Checks a call's arguments against the table; the answer is what the handler may take, or what was wrong. */
export function checkArguments(call: keyof HostApi, values: unknown): { values: unknown[] } | { error: HostError } {
  const form: z.ZodType = hostArguments[call]
  const parsed = form.safeParse(values)
  if (parsed.success) return { values: parsed.data as unknown[] }
  const first = parsed.error.issues[0]
  const place = first && first.path.length > 0 ? ` at ${first.path.join('.')}` : ''
  return { error: { code: 'host/arguments', message: `${call} was called wrongly${place}: ${first?.message ?? 'no reason'}` } }
}

type Sender = Pick<IpcMainInvokeEvent | IpcMainEvent, 'senderFrame' | 'sender'>

/** Only the main frame of our own window, showing our own page, may call. */
function isOurs({ sender, senderFrame }: Sender, window: BrowserWindow): boolean {
  if (window.isDestroyed() || sender !== window.webContents || !senderFrame) return false
  return senderFrame === window.webContents.mainFrame && senderFrame.url.startsWith(`${windowOrigin}/`)
}

/** Registers every call of the table. Returns the disposer. */
export function answerWindow(window: BrowserWindow, host: HostApi, allow: (paths: readonly string[]) => void, log: Log): () => void {
  async function answer(call: keyof HostApi, event: Sender, values: readonly unknown[]): Promise<Envelope> {
    if (!isOurs(event, window)) return { error: { code: 'host/sender', message: 'This page may not call the machine.' } }
    const checked = checkArguments(call, values)
    if ('error' in checked) return checked
    try {
      const run = host[call] as (...values: unknown[]) => Promise<unknown>
      return { value: await run(...checked.values) }
    } catch (error) {
      log.error(call, error)
      return { error: toHostError(error) }
    }
  }
  for (const call of hostCalls) ipcMain.handle(channelOf(call), (event, ...values) => answer(call, event, values))
  const hearDropped = (event: IpcMainEvent, values: unknown) => {
    const dropped = z.array(z.string().min(1).max(4096)).max(100_000).safeParse(values)
    if (isOurs(event, window) && dropped.success) allow(dropped.data)
  }
  ipcMain.on(droppedChannel, hearDropped)
  return () => {
    for (const call of hostCalls) ipcMain.removeHandler(channelOf(call))
    ipcMain.removeListener(droppedChannel, hearDropped)
  }
}

/** Tells the window, if it is still there. */
export function tellWindow<Name extends keyof HostEvents>(window: BrowserWindow, name: Name, value: HostEvents[Name]): void {
  if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send(eventChannelOf(name), value)
}
