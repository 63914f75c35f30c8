// The library reads these while it is loaded, so whatever loads it imports this module first. Electron brings its own
// malloc; with a pool of its own TensorFlow does not pay for that.
process.env['TF_CPU_ALLOCATOR_USE_BFC'] ??= '1'
process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'
