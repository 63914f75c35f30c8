import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { go, pressTrain, setField, testAccuracy } from '../driver/window.ts'

const launches = Number(process.env['RECEPTIVE_SOAK_LAUNCHES'] ?? 3)

/** One start, two epochs, one end. Says how it was lost, or nothing. */
async function loss(data: string): Promise<string | undefined> {
  const { app, page, close } = await launch(data)
  const child = app.process()
  try {
    await go(page, 'train')
    await setField(page, message('train/epochs'), 2)
    await pressTrain(page)
    const accuracy = await testAccuracy(page)
    await close()
    if (child.exitCode !== 0) return `ended with ${child.exitCode ?? child.signalCode}`
    // The loss of oneDNN's streams shows as an exit or as a network that learned nothing.
    return accuracy > 0.85 ? undefined : `${accuracy} right on the test set`
  } catch (error) {
    return `${String(error)}, exit ${child.exitCode ?? child.signalCode ?? 'none'}`
  }
}

it(
  `trains two epochs in each of ${launches} launches and loses none`,
  async () => {
    const lost: string[] = []
    for (let index = 1; index <= launches; index++) {
      const reason = await loss(dataFolder())
      if (reason !== undefined) lost.push(`launch ${index}: ${reason}`)
    }
    expect(lost).toEqual([])
  },
  30_000 * launches
)
