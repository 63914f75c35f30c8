import { expect, it } from 'vitest'
import { smallNetwork, TestEditor } from '../test-editor.ts'

it('goes on showing the whole drawing in a window of another size, and leaves any other view as it is', () => {
  const test = new TestEditor(smallNetwork)
  test.key('f').editor.camera.resize({ width: 480, height: 270 })
  const { seen } = test.editor.camera
  const { scene } = test.editor
  expect(seen.left).toBeLessThan(scene.bounds!.left)
  expect(seen.bottom).toBeGreaterThan(scene.bounds!.bottom)
  test.editor.camera.zoomBy(2)
  const { viewport } = test.editor.camera
  test.editor.camera.resize({ width: 900, height: 700 })
  expect(test.editor.camera.viewport).toBe(viewport)
})
