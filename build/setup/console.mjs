// Standard output belongs to the command that called the set-up, so all words go to standard error.

/** Something that the person can mend. The message says what happened, the remedy how to go on. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {string} remedy
   * @param {ErrorOptions} [options]
   */
  constructor(message, remedy, options) {
    super(message, options)
    this.remedy = remedy
  }
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/**
 * Says what begins, and after it how long it took.
 * @template Result
 * @param {string} what
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function timed(what, work) {
  say(`${what} ...`)
  const started = performance.now()
  const result = await work()
  say(`  done in ${seconds(performance.now() - started)}`)
  return result
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`
}

/**
 * Runs a script's main function, and ends the process with 1 where it fails. What the person can mend is told in words,
 * anything else with its stack.
 * @param {() => Promise<number | void>} main resolves with the exit code, 0 by default
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (error instanceof SetupError) say(`\n${error.message}\n${error.remedy}`)
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exitCode = 1
  }
}
