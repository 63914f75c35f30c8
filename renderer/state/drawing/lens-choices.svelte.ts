const minimapKey = 'minimap'

/** What a person has chosen to have round the canvas. */
export class LensChoices {
  /** The dialog that exports figures is open. */
  isExportingFigure = $state(false)
  #isMinimapShown = $state(globalThis.localStorage?.getItem(minimapKey) !== 'hidden')

  get isMinimapShown(): boolean {
    return this.#isMinimapShown
  }

  set isMinimapShown(isShown) {
    this.#isMinimapShown = isShown
    globalThis.localStorage?.setItem(minimapKey, isShown ? 'shown' : 'hidden')
  }
}
