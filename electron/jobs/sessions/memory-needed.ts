import type { Problem } from '../../../core/problem.ts'
import { forecastMemory, type MemoryQuestion } from '../../../core/train/memory/memory.ts'
import { memoryProblems } from '../../../core/train/memory/memory-problems.ts'
import { availableCores } from '../../machine/cores.ts'
import { memoryToTrain } from '../../machine/describe-memory.ts'

/** Whether this machine has the memory for a training now. The network has no errors. */
export async function memoryNeededProblems(question: Omit<MemoryQuestion, 'cores'>): Promise<readonly Problem[]> {
  return memoryProblems(
    forecastMemory({ ...question, cores: availableCores() }),
    question.recipe.batchSize,
    await memoryToTrain()
  )
}
