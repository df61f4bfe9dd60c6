import { buildPanelIfStale } from '../../server/panel-build.ts'

const log = { info: console.log, warn: console.log, error: console.log }
buildPanelIfStale(log, process.argv[2]).then(
  () => console.log('done'),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
