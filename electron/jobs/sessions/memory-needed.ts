import type { Problem } from '../../../core/problem.ts'
import { forecastMemory, type MemoryQuestion } from '../../../core/train/memory/memory.ts'
import { memoryProblems } from '../../../core/train/memory/memory-problems.ts'
import { memoryToTrain } from '../../machine/describe-memory.ts'

/** Whether this machine has the memory for a training now. The network has no errors. */
export async function memoryNeededProblems(question: MemoryQuestion): Promise<readonly Problem[]> {
  return memoryProblems(forecastMemory(question), question.recipe.batchSize, await memoryToTrain())
}
