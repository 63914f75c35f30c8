/** What a person has chosen to have round the canvas. Kept from one start to the next. */
export interface SeeingChoices {
  isMinimapShown: boolean
}

const minimapKey = 'minimap'

export function createSeeing(): SeeingChoices {
  let isMinimapShown = $state(globalThis.localStorage?.getItem(minimapKey) !== 'hidden')
  return {
    get isMinimapShown() {
      return isMinimapShown
    },
    set isMinimapShown(isShown) {
      isMinimapShown = isShown
      globalThis.localStorage?.setItem(minimapKey, isShown ? 'shown' : 'hidden')
    }
  }
}
