import { expect, it, vi } from 'vitest'
import type { RunState, TrainingEvent } from '../../../core/train/run.ts'
import type { WorkerClient } from '../../../electron/jobs/worker/worker-client.ts'
import { createTrainingQueue } from '../../../electron/handlers/training-queue.ts'

/** A queue over workers whose trainings end when the test says so; the run that is named cannot be written. */
function setUp(unwritable?: string) {
  const trainings: { run: string; isStopped: boolean; end: (state: 'done' | 'stopped') => void; fail: () => void }[] =
    []
  const told: TrainingEvent[] = []
  const states: [string, RunState][] = []
  const lists: (readonly string[])[] = []
  const close = vi.fn(async () => undefined)
  const createWorker = () =>
    ({
      start(_job: string, input: { run: string }) {
        const training = { run: input.run, isStopped: false, end: () => undefined, fail: () => undefined }
        const result = new Promise((resolve, reject) => {
          Object.assign(training, {
            end: (state: string) => resolve({ state }),
            fail: () => reject(new Error('Out of memory.'))
          })
        })
        trainings.push(training)
        return { result, stop: () => (training.isStopped = true) }
      },
      close
    }) as unknown as WorkerClient
  const queue = createTrainingQueue({
    createWorker,
    tell: event => told.push(event),
    async change({ run }, { state }) {
      if (run === unwritable) throw new Error('Its folder is gone.')
      states.push([run, state])
    },
    tellLive: trainings => lists.push(trainings.map(({ name, isWaiting }) => (isWaiting ? `${name}, waiting` : name))),
    log: { file: '', info: () => undefined, error: () => undefined }
  })
  return { queue, trainings, told, states, lists, close }
}

const queued = (run: string) => ({ project: 'folder', run, names: { run: `the ${run}`, project: 'Digits' } })
const turn = () => new Promise(resolve => setImmediate(resolve))

it('trains one run at a time, in the order in which they came', async () => {
  const { queue, trainings, close } = setUp()
  queue.add(queued('first'))
  queue.add(queued('second'))
  expect([queue.stateOf('first'), queue.stateOf('second')]).toEqual(['running', 'queued'])
  trainings[0]!.end('done')
  await turn()
  expect(trainings.map(training => training.run)).toEqual(['first', 'second'])
  expect([queue.stateOf('first'), queue.stateOf('second')]).toEqual([undefined, 'running'])
  expect(close).toHaveBeenCalledTimes(1)
})

it('takes a stopped run out of the queue without training it', async () => {
  const { queue, trainings, told, states } = setUp()
  queue.add(queued('first'))
  queue.add(queued('second'))
  await queue.stop('second')
  trainings[0]!.end('done')
  await turn()
  expect(trainings).toHaveLength(1)
  expect(states).toEqual([['second', 'stopped']])
  expect(told).toMatchObject([{ event: 'done', run: 'second', state: 'stopped' }])
})

it('goes on with the next run after one that failed, and says why it failed', async () => {
  const { queue, trainings, told, states } = setUp()
  queue.add(queued('first'))
  queue.add(queued('second'))
  trainings[0]!.fail()
  await turn()
  expect(states).toEqual([['first', 'failed']])
  expect(told).toMatchObject([{ event: 'failed', run: 'first', message: 'Out of memory.' }])
  expect(queue.stateOf('second')).toBe('running')
})

it('marks what closing cuts off as interrupted, so that it can be resumed', async () => {
  const { queue, trainings, states } = setUp()
  queue.add(queued('first'))
  queue.add(queued('second'))
  const closed = queue.close()
  expect(trainings[0]!.isStopped).toBe(true)
  trainings[0]!.end('stopped')
  await closed
  expect(states).toEqual([
    ['first', 'interrupted'],
    ['second', 'interrupted']
  ])
})

it('marks the others as interrupted where one run cannot be written', async () => {
  const { queue, trainings, told, states } = setUp('second')
  for (const run of ['first', 'second', 'third']) queue.add(queued(run))
  const closed = queue.close()
  trainings[0]!.end('stopped')
  await closed
  expect(states).toEqual([
    ['first', 'interrupted'],
    ['third', 'interrupted']
  ])
  expect(told).toEqual([])
})

it('goes on with the next run where an engine does not end in order', async () => {
  const { queue, trainings, close } = setUp()
  close.mockRejectedValueOnce(new Error('It hangs.'))
  queue.add(queued('first'))
  queue.add(queued('second'))
  trainings[0]!.end('done')
  await turn()
  expect(queue.stateOf('second')).toBe('running')
})

it('tells what trains and what waits, by name, whenever that changes', async () => {
  const { queue, trainings, lists } = setUp()
  queue.add(queued('first'))
  queue.add(queued('second'))
  queue.add(queued('third'))
  await queue.stop('third')
  trainings[0]!.end('done')
  await turn()
  trainings[1]!.end('done')
  await turn()
  expect(lists).toEqual([
    ['the first'],
    ['the first', 'the second, waiting'],
    ['the first', 'the second, waiting', 'the third, waiting'],
    ['the first', 'the second, waiting'],
    ['the second'],
    []
  ])
})
