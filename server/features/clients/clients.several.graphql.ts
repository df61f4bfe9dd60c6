import { severalGraph } from '../../graphql/several.ts'
import { clientReader } from './clients.reading.ts'
import { ClientBody } from './clients.schema.ts'
import { createClients } from './clients.service.ts'

export const clientsAddedGraph = severalGraph({
  ...{ name: 'createClients', input: 'CreateClientInput', nouns: 'clients' },
  ...{ item: ClientBody, create: createClients },
  shows: { name: 'client', type: 'Client', reader: clientReader },
})
