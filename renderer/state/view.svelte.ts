import type { PlaceName } from '../../core/host/places.ts'
import type { Editor } from '../canvas/editor.ts'

export const themes = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themes)[number]
export type Theme = 'light' | 'dark'

/** What opens over the window by a command: the finder over everything or over layers alone, and sheets to read. */
export type DialogName = 'commands' | 'layers' | 'connect' | 'shortcuts' | 'about'
/** The parts of the Design place that can be asked for by a key. */
export type DesignPart = 'palette' | 'outline' | 'canvas' | 'inspector' | 'blockName' | 'blockUsages'

export interface Announcement {
  readonly id: number
  readonly text: string
}

/** Several things may be told of one that a person does; what was said long ago is not read again. */
const mostAnnouncements = 3

const themeKey = 'theme'
const darkQuery = '(prefers-color-scheme: dark)'

/** How the window is shown: which place, which theme. Not saved with the project. */
export class View {
  #place = $state<PlaceName>('design')
  /** The editor of the canvas, while the Design place is shown. */
  editor = $state.raw<Editor>()
  /** Below the canvas. */
  isProblemListOpen = $state(false)
  /** The dialog with the templates of a new project is open. */
  isChoosingTemplate = $state(false)
  dialog = $state<DialogName>()
  /** Beside the canvas: the palette with the outline, and the settings of what is selected. */
  isSidebarShown = $state(true)
  isInspectorShown = $state(true)
  /** The first tour is on. */
  isTouring = $state(false)
  /** The part of the Design place that shall have the focus; the place forgets it once it has given it. */
  asked = $state<DesignPart>()
  /** What a screen reader says, the newest last. */
  announcements = $state.raw<readonly Announcement[]>([])

  #themeChoice = $state<ThemeChoice>(storedTheme())
  #isSystemDark = $state(isDark())
  readonly theme = $derived<Theme>(
    this.#themeChoice === 'system' ? (this.#isSystemDark ? 'dark' : 'light') : this.#themeChoice
  )

  readonly #onPlace: (place: PlaceName) => void

  /** `onPlace` hears of another place. */
  constructor(onPlace: (place: PlaceName) => void = () => undefined) {
    this.#onPlace = onPlace
    // For as long as the window lives.
    globalThis.matchMedia?.(darkQuery).addEventListener('change', event => {
      this.#isSystemDark = event.matches
    })
  }

  get place(): PlaceName {
    return this.#place
  }

  set place(place) {
    if (place === this.#place) return
    this.#place = place
    this.#onPlace(place)
  }

  get themeChoice(): ThemeChoice {
    return this.#themeChoice
  }

  set themeChoice(choice) {
    this.#themeChoice = choice
    globalThis.localStorage?.setItem(themeKey, choice)
  }

  show(place: PlaceName): void {
    this.place = place
  }

  showProblems(): void {
    this.place = 'design'
    this.isProblemListOpen = true
  }

  ask(part: DesignPart): void {
    this.place = 'design'
    this.asked = part
    if (part === 'palette' || part === 'outline') this.isSidebarShown = true
    else if (part !== 'canvas') this.isInspectorShown = true
  }

  announce(text: string): void {
    const id = (this.announcements.at(-1)?.id ?? 0) + 1
    this.announcements = [...this.announcements, { id, text }].slice(-mostAnnouncements)
  }

  /** Returns what ends it. */
  showEditor(editor: Editor): () => void {
    this.editor = editor
    return () => {
      if (this.editor === editor) this.editor = undefined
    }
  }
}

function isDark(): boolean {
  return globalThis.matchMedia?.(darkQuery).matches ?? false
}

function storedTheme(): ThemeChoice {
  const stored = globalThis.localStorage?.getItem(themeKey)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}
