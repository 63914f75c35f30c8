/** What a person has chosen to have round the canvas. */
export interface SeeingChoices {
  isMinimapShown: boolean
  /** The dialog that exports figures is open. */
  isExportingFigure: boolean
}

const minimapKey = 'minimap'

export function createSeeing(): SeeingChoices {
  let isMinimapShown = $state(globalThis.localStorage?.getItem(minimapKey) !== 'hidden')
  let isExportingFigure = $state(false)

  return {
    get isExportingFigure() {
      return isExportingFigure
    },
    set isExportingFigure(isOpen) {
      isExportingFigure = isOpen
    },
    get isMinimapShown() {
      return isMinimapShown
    },
    set isMinimapShown(isShown) {
      isMinimapShown = isShown
      globalThis.localStorage?.setItem(minimapKey, isShown ? 'shown' : 'hidden')
    }
  }
}
