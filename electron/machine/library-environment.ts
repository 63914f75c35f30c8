import { totalmem } from 'node:os'

// The library reads these while it is loaded, so whatever loads it imports this module first. Electron brings its own
// malloc; with a pool of its own TensorFlow does not pay for that.
process.env['TF_CPU_ALLOCATOR_USE_BFC'] ??= '1'
// Beyond nine tenths of what the machine has, the pool says no, and that can be told. By default it goes on to 64 GB, and
// the system ends the program.
process.env['TF_CPU_BFC_MEM_LIMIT_IN_MB'] ??= String(Math.floor((0.9 * totalmem()) / 2 ** 20))
// Kernels prepared by oneDNN are kept from step to step. By default those of matrix products are made anew each time,
// to save memory; in Electron, whose malloc is slow at that, a small network then takes a sixth longer.
process.env['TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE'] ??= '0'
// Every session has threads of its own for its kernels, so that each can say how many; by default the first one says.
process.env['TF_OVERRIDE_GLOBAL_THREADPOOL'] ??= '1'
process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'
