import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { hostCalls, type HostCallName, type HostEvents, type HostHandlers } from '../../core/host/host.ts'
import { toHostError } from '../fault.ts'
import type { Log } from '../log.ts'
import { isOfWindow } from '../window/window-address.ts'
import { checkArguments } from './arguments.ts'
import { channelOf, droppedChannel, eventChannelOf, type Envelope } from './channels.ts'

const names = Object.keys(hostCalls) as readonly HostCallName[]

type Sender = Pick<IpcMainInvokeEvent | IpcMainEvent, 'senderFrame' | 'sender'>

/** Only the main frame of our own window, showing our own page, may call. */
function isOurs({ sender, senderFrame }: Sender, window: BrowserWindow): boolean {
  if (window.isDestroyed() || sender !== window.webContents || !senderFrame) return false
  return senderFrame === window.webContents.mainFrame && isOfWindow(senderFrame.url)
}

/** Registers every call of the table. Returns the disposer. */
export function answerWindow(
  window: BrowserWindow,
  host: HostHandlers,
  allow: (paths: readonly string[]) => void,
  log: Log
): () => void {
  async function answer(call: HostCallName, event: Sender, given: unknown): Promise<Envelope> {
    if (!isOurs(event, window))
      return { error: { code: 'host/sender', message: 'This page may not call the machine.' } }
    try {
      const checked = checkArguments(call, given)
      if ('error' in checked) return checked
      const run = host[call] as (given: unknown) => Promise<unknown>
      return { value: await run(checked.given) }
    } catch (error) {
      log.error(call, error)
      return { error: toHostError(error) }
    }
  }
  for (const call of names) ipcMain.handle(channelOf(call), (event, given) => answer(call, event, given))
  const hearDropped = (event: IpcMainEvent, values: unknown) => {
    const dropped = z.array(z.string().min(1).max(4096)).max(100_000).safeParse(values)
    if (isOurs(event, window) && dropped.success) allow(dropped.data)
  }
  ipcMain.on(droppedChannel, hearDropped)
  return () => {
    for (const call of names) ipcMain.removeHandler(channelOf(call))
    ipcMain.removeListener(droppedChannel, hearDropped)
  }
}

/** Tells the window, if it is still there. */
export function tellWindow<Name extends keyof HostEvents>(
  window: BrowserWindow,
  name: Name,
  value: HostEvents[Name]
): void {
  if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send(eventChannelOf(name), value)
}
