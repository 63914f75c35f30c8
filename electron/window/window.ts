import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen, session, type WebContents } from 'electron'
import { paths } from '../paths.ts'
import { windowOrigin, windowUrl } from './window-address.ts'
import type { Log } from '../log.ts'
import type { WindowPlace } from '../settings.ts'

/** The page's own background, so that nothing flashes before it is drawn. */
const background = { light: '#f6f7f9', dark: '#14171c' } as const

/** One window, sandboxed, without Node; it reaches the machine through the preload's calls alone. */
export function openWindow(bounds: WindowPlace | undefined, preloadArgument: string): BrowserWindow {
  const window = new BrowserWindow({
    ...(bounds && isOnScreen(bounds) ? { x: bounds.x, y: bounds.y } : {}),
    width: bounds?.width ?? 1440,
    height: bounds?.height ?? 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Receptive',
    icon: join(paths.assets, 'icon.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(paths.out, 'preload.cjs'),
      additionalArguments: [preloadArgument],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false
    }
  })
  if (bounds?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  guard(window.webContents)
  void window.loadURL(windowUrl)
  return window
}

/** Where the window is now, to be remembered; a maximized one remembers where it goes back to. */
export function boundsOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
}

function isOnScreen({ x, y, width, height }: WindowPlace): boolean {
  const { workArea } = screen.getDisplayMatching({ x, y, width, height })
  const isLeftOf = x < workArea.x + workArea.width && x + width > workArea.x
  return isLeftOf && y < workArea.y + workArea.height && y + 40 > workArea.y
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Nothing is granted but the clipboard, and nothing is fetched but the window's own files. */
export function guardSession(): void {
  const allowed: readonly string[] = ['clipboard-read', 'clipboard-sanitized-write']
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.includes(permission)))
  defaultSession.setPermissionCheckHandler((_contents, permission) => allowed.includes(permission))
  const isOwn = (url: string) => url.startsWith(`${windowOrigin}/`) || /^(data|blob|devtools):/.test(url)
  defaultSession.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOwn(request.url) }))
}

const crashPauseMs = 10_000

/** A page that died is loaded anew and offers its edits back; one that dies at once again is left alone. */
export function reopenAfterCrash(window: BrowserWindow, log: Log): void {
  let last = -crashPauseMs
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.error('window', `The page ended: ${reason}`)
    const now = Date.now()
    if (reason !== 'clean-exit' && now - last >= crashPauseMs) window.reload()
    last = now
  })
}
