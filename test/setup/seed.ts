import fc from 'fast-check'

/** Every property test of the run starts from the seed that was printed. */
fc.configureGlobal({ seed: Number(process.env.SEED) })
