/** How class maps are drawn over images, in the test set and in the prediction alike. */
class MapView {
  opacity = $state(0.6)
  hidden = $state.raw<ReadonlySet<number>>(new Set())

  toggle(index: number): void {
    const next = new Set(this.hidden)
    if (!next.delete(index)) next.add(index)
    this.hidden = next
  }
}

export const mapView = new MapView()
