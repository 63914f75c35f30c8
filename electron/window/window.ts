import { join } from 'node:path'
import { BrowserWindow, dialog, nativeTheme, screen, session, type WebContents } from 'electron'
import { paths } from '../paths.ts'
import { isOfWindow, windowUrl } from './window-address.ts'
import type { Log } from '../log.ts'
import type { WindowPlace } from '../settings.ts'

/** The page's own background, so that nothing flashes before it is drawn. */
const background = { light: '#f6f7f9', dark: '#14171c' } as const

/** One window, sandboxed, without Node; it reaches the machine through the preload's calls alone. */
export function openWindow(bounds: WindowPlace | undefined, preloadArgument: string, log: Log): BrowserWindow {
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
  guard(window.webContents, log)
  showPage(window.webContents, log)
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

function guard(contents: WebContents, log: Log): void {
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('preload-error', (_event, _path, error) => log.error('preload', error))
  // Chromium asks nobody before it shows about:blank.
  contents.on('did-navigate', (_event, url) => {
    if (!isOfWindow(url)) showPage(contents, log)
  })
}

function showPage(contents: WebContents, log: Log): void {
  contents.loadURL(windowUrl).catch((error: unknown) => log.error('window', error))
}

/** What Copy and Paste of the window's own menus ask for. */
const clipboardPermissions: readonly string[] = ['clipboard-read', 'clipboard-sanitized-write']

/** Nothing is granted but the clipboard right after a press, and nothing is fetched but the window's own files. */
export function guardSession(log: Log): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((contents, permission, answer, { requestingUrl, isMainFrame }) => {
    const isClipboard = clipboardPermissions.includes(permission) && isMainFrame && isOfWindow(requestingUrl)
    if (!isClipboard) return answer(false)
    wasPressed(contents).then(answer, (error: unknown) => {
      log.error('clipboard', error)
      answer(false)
    })
  })
  // It cannot wait for an answer, and nothing that the window needs is asked for in this way alone.
  defaultSession.setPermissionCheckHandler(() => false)
  const isOwn = (url: string) => isOfWindow(url) || /^(data|blob|devtools):/.test(url)
  defaultSession.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOwn(request.url) }))
}

/** The world of the preload, whose `navigator` no script of the page can change. */
const preloadWorld = 999

/** Whether the person has pressed a key or a button on the page within the last seconds, as Chromium counts them. */
async function wasPressed(contents: WebContents): Promise<boolean> {
  const code = 'navigator.userActivation.isActive'
  return (await contents.executeJavaScriptInIsolatedWorld(preloadWorld, [{ code }])) === true
}

const crashPauseMs = 10_000

/**
 * A page that died is loaded anew and offers its edits back. One that dies again soon after may die of what it opens:
 * then the person is asked, and it is loaded once more with `beCautious` done first.
 */
export function reopenAfterCrash(window: BrowserWindow, log: Log, beCautious: () => void): void {
  let last = -crashPauseMs
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.error('window', `The page ended: ${reason}`)
    if (reason === 'clean-exit') return
    const now = Date.now()
    const isRepeated = now - last < crashPauseMs
    last = now
    if (!isRepeated) return window.reload()
    beCautious()
    askToReload(window).catch((error: unknown) => log.error('window', error))
  })
}

async function askToReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window has ended unexpectedly twice.',
    detail: 'It can be loaded anew with the project left closed. Edits that were not saved are offered back with it.',
    buttons: ['Load it anew', 'Quit'],
    defaultId: 0,
    cancelId: 0
  })
  if (window.isDestroyed()) return
  if (response === 0) window.reload()
  // A page that is gone can save nothing, so nothing is asked of it.
  else window.destroy()
}
