import type { Editor } from '../canvas/editor.ts'

export const places = ['data', 'design', 'train', 'explore', 'export'] as const
export type PlaceName = (typeof places)[number]

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

/** Of one thing that a person does, several may be told; what was said long ago is not read again. */
const mostAnnouncements = 3

/** How the window is shown: which place, which theme. Not saved with the project. */
export interface View {
  readonly place: PlaceName
  readonly themeChoice: ThemeChoice
  readonly theme: Theme
  /** Of the canvas, while the Design place is shown. */
  readonly editor: Editor | undefined
  /** Counts up each time that the list of problems is asked for, so that the Design place opens it. */
  readonly problemsAsked: number
  /** The dialog with the templates of a new project is open. */
  isChoosingTemplate: boolean
  dialog: DialogName | undefined
  /** Beside the canvas: the palette with the outline, and the settings of what is selected. */
  isSidebarShown: boolean
  isInspectorShown: boolean
  /** The first tour is on. */
  isTouring: boolean
  /** The part of the Design place that shall have the focus; the place forgets it once it has given it. */
  asked: DesignPart | undefined
  /** What a screen reader says, the newest last. */
  readonly announcements: readonly Announcement[]
  show(place: PlaceName): void
  showProblems(): void
  ask(part: DesignPart): void
  announce(text: string): void
  chooseTheme(choice: ThemeChoice): void
  /** Returns what ends it. */
  showEditor(editor: Editor): () => void
}

const themeKey = 'theme'
const darkQuery = '(prefers-color-scheme: dark)'

export function createView(): View {
  let place = $state<PlaceName>('design')
  let themeChoice = $state<ThemeChoice>(storedTheme())
  let isSystemDark = $state(isDark())
  let editor = $state.raw<Editor>()
  let problemsAsked = $state(0)
  let isChoosingTemplate = $state(false)
  let dialog = $state<DialogName>()
  let isSidebarShown = $state(true)
  let isInspectorShown = $state(true)
  let isTouring = $state(false)
  let asked = $state<DesignPart>()
  let announcements = $state.raw<readonly Announcement[]>([])
  const theme = $derived<Theme>(themeChoice === 'system' ? (isSystemDark ? 'dark' : 'light') : themeChoice)

  // For as long as the window lives.
  globalThis.matchMedia?.(darkQuery).addEventListener('change', event => {
    isSystemDark = event.matches
  })

  return {
    get place() {
      return place
    },
    get themeChoice() {
      return themeChoice
    },
    get theme() {
      return theme
    },
    get editor() {
      return editor
    },
    get problemsAsked() {
      return problemsAsked
    },
    get isChoosingTemplate() {
      return isChoosingTemplate
    },
    set isChoosingTemplate(isOpen) {
      isChoosingTemplate = isOpen
    },
    get dialog() {
      return dialog
    },
    set dialog(name) {
      dialog = name
    },
    get isSidebarShown() {
      return isSidebarShown
    },
    set isSidebarShown(isShown) {
      isSidebarShown = isShown
    },
    get isInspectorShown() {
      return isInspectorShown
    },
    set isInspectorShown(isShown) {
      isInspectorShown = isShown
    },
    get isTouring() {
      return isTouring
    },
    set isTouring(isOn) {
      isTouring = isOn
    },
    get asked() {
      return asked
    },
    set asked(part) {
      asked = part
    },
    get announcements() {
      return announcements
    },
    show(next) {
      place = next
    },
    showProblems() {
      place = 'design'
      problemsAsked += 1
    },
    ask(part) {
      place = 'design'
      asked = part
      if (part === 'palette' || part === 'outline') isSidebarShown = true
      else if (part !== 'canvas') isInspectorShown = true
    },
    announce(text) {
      const id = (announcements.at(-1)?.id ?? 0) + 1
      announcements = [...announcements, { id, text }].slice(-mostAnnouncements)
    },
    chooseTheme(choice) {
      themeChoice = choice
      globalThis.localStorage?.setItem(themeKey, choice)
    },
    showEditor(shown) {
      editor = shown
      return () => {
        if (editor === shown) editor = undefined
      }
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
