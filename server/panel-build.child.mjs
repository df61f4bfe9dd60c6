// Builds the panel into the folder given. A process of its own, so that the server starts meanwhile; it ends with the
// one that started it, however that ends: the pipe at its standard input then closes.
process.stdin.once('end', () => process.exit(1)).resume()

process.env.NODE_ENV = 'production'
process.env.NO_COLOR = '1'
const [configFile, outDir] = process.argv.slice(2)
const { build } = await import('vite')
try {
  await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  process.exit(0)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
