import type { Editor } from '../canvas/editor.ts'

export const places = ['data', 'design', 'train', 'explore', 'export'] as const
export type PlaceName = (typeof places)[number]

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

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
  show(place: PlaceName): void
  showProblems(): void
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
    show(next) {
      place = next
    },
    showProblems() {
      place = 'design'
      problemsAsked += 1
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
