// Copied into a folder of its own with PostGraphile and a Node that it takes; see graphql-pipeline.ts.
import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

const { DATABASE, SETTINGS, POOL } = process.env
const pgSettings = JSON.parse(SETTINGS)

const served = postgraphile({
  extends: [PostGraphileAmberPreset],
  // Else it shows relations only where an index begins with exactly the foreign key.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [
    makePgService({ connectionString: DATABASE, schemas: ['public'], poolConfig: { max: Number(POOL) } }),
  ],
  grafast: { context: () => ({ pgSettings }) },
  grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false },
}).createServ(grafserv)

const server = createServer()
await served.addTo(server)
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`))
