/**
 * Random numbers as a function of (seed, purpose, step): Philox 4×32 with 10 rounds, from Salmon et al. 2011, "Parallel
 * Random Numbers: As Easy as 1, 2, 3". A counter is scrambled under a key, so there is no state to save or to restore.
 */
export interface Random {
  /** The next whole number from 0 to 2³² - 1. */
  next(): number
  /** The next whole number from 0 to `bound` - 1, each as likely as the other; `bound` is at most 2³². */
  below(bound: number): number
}

/** Seeds are whole numbers from 0 to this. */
export const largestSeed = 2 ** 31 - 1

type Four = readonly [number, number, number, number]

const multipliers = [0xd2511f53, 0xcd9e8d57] as const
const keySteps = [0x9e3779b9, 0xbb67ae85] as const

/** The upper half of the 64-bit product of two 32-bit numbers. */
function highProduct(left: number, right: number): number {
  const leftLow = left & 0xffff
  const leftHigh = left >>> 16
  const rightLow = right & 0xffff
  const rightHigh = right >>> 16
  const middle = leftHigh * rightLow + ((leftLow * rightLow) >>> 16)
  const carry = leftLow * rightHigh + (middle & 0xffff)
  return (leftHigh * rightHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0
}

/** Four numbers of 32 bits for each counter of four and key of two. */
export function philox(counter: Four, key: readonly [number, number]): Four {
  let [a, b, c, d] = counter
  let [first, second] = key
  for (let round = 0; round < 10; round++) {
    const highA = highProduct(multipliers[0], a)
    const lowA = Math.imul(multipliers[0], a)
    const highC = highProduct(multipliers[1], c)
    const lowC = Math.imul(multipliers[1], c)
    a = (highC ^ b ^ first) >>> 0
    b = lowC >>> 0
    c = (highA ^ d ^ second) >>> 0
    d = lowA >>> 0
    first = (first + keySteps[0]) >>> 0
    second = (second + keySteps[1]) >>> 0
  }
  return [a, b, c, d]
}

/** FNV-1a over the characters: keeps purposes apart, nothing more. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** A stream of its own for each seed, purpose and step; seed and step are whole numbers from 0 to 2⁵³ - 1. */
export function randomOf(seed: number, purpose: string, step = 0): Random {
  const key = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0] as const
  const stream = [step >>> 0, Math.floor(step / 2 ** 32) >>> 0, hashText(purpose)] as const
  let block = 0
  let used = 4
  let numbers: Four = [0, 0, 0, 0]

  function next(): number {
    if (used === 4) {
      numbers = philox([block++, ...stream], key)
      used = 0
    }
    return numbers[used++ as 0 | 1 | 2 | 3]
  }

  return {
    next,
    below(bound) {
      // Numbers beyond the last whole multiple of the bound would make the first ones likelier.
      const limit = 2 ** 32 - (2 ** 32 % bound)
      let number = next()
      while (number >= limit) number = next()
      return number % bound
    }
  }
}

/** Brings the numbers into a random order in place: Fisher and Yates, as in Knuth's algorithm P. */
export function shuffle(values: Int32Array, random: Random): Int32Array {
  for (let last = values.length - 1; last > 0; last--) {
    const chosen = random.below(last + 1)
    const value = values[last] as number
    values[last] = values[chosen] as number
    values[chosen] = value
  }
  return values
}

/** The order in which an epoch sees `count` samples: the same for the same seed, epoch and purpose. */
export function permutation(count: number, seed: number, epoch: number, purpose = 'shuffle'): Int32Array {
  return shuffle(
    Int32Array.from({ length: count }, (_, index) => index),
    randomOf(seed, purpose, epoch)
  )
}
