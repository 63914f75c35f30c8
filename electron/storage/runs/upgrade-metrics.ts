/** Until metrics had names, a run told these four and two numbers, each in a field of its own. */
const oldFields = [
  ['metrics', 'loss', 'loss'],
  ['metrics', 'accuracy', 'accuracy'],
  ['validation', 'loss', 'validationLoss'],
  ['validation', 'accuracy', 'validationAccuracy'],
  ['test', 'loss', 'testLoss'],
  ['test', 'accuracy', 'testAccuracy']
] as const

/** An epoch, a frame or a run's record as it is written today, from any form in which one was ever written. */
export function upgradeMetrics(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const record: Readonly<Record<string, unknown>> = { ...value }
  const groups: Record<string, Readonly<Record<string, unknown>>> = {}
  for (const [group, name, field] of oldFields) {
    if (record[field] !== undefined) groups[group] = { ...groups[group], [name]: record[field] }
  }
  const others = Object.entries(record).filter(([field]) => !oldFields.some(([, , old]) => old === field))
  return { ...Object.fromEntries(others), ...groups }
}
