import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { drag, findPositions, savedDocument } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { newProject, takePicture } from '../driver/window.ts'
import { waitFor } from '../driver/wait.ts'

it(
  'unfolds a block in place, edits inside it for all its instances, and folds it again',
  { timeout: 120_000 },
  async () => {
    const { page } = await launch(dataFolder())
    await newProject(page, 'Small residual net')
    const folded = await findPositions(page)
    await page.mouse.click(...folded.foldButton('stage2'))
    const positions = await findPositions(page, ['stage2'])
    await takePicture(page, 'unfolded-light')

    // Inside: the definition's layer, with the values of this instance, and a word that others follow.
    await page.mouse.click(...positions.node('stage2/conv1'))
    const inspector = page.getByRole('complementary', { name: message('inspector/title') })
    await inspector.getByText(message('inspector/sharedBlock', { label: 'Residual block', count: 3 })).waitFor()
    const before = await savedDocument(page)
    const name = (id: string): string => before.nodes[id]!.name
    const [x, y] = positions.node('stage2/relu1')
    await drag(page, [x, y], [x + 120, y])
    const moved = await savedDocument(page)
    const changed = Object.keys(moved.positions).filter(id => moved.positions[id]!.x !== before.positions[id]?.x)
    expect(changed.map(name)).toContain('relu1')
    await page.keyboard.press('Control+z')
    expect((await savedDocument(page)).positions).toEqual(before.positions)

    // Folding by a key brings everything back to where it was.
    await page.mouse.click(...positions.node('stage2/conv1'))
    await page.keyboard.press('Shift+u')
    const again = await findPositions(page)
    await page.mouse.click(...again.node('stage3'))
    const title = inspector.getByRole('textbox', { name: message('inspector/name') })
    await waitFor(async () => expect(await title.inputValue()).toBe('stage3'))
  }
)
