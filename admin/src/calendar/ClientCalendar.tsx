import { useQuery } from '@tanstack/react-query'
import { listInvitations } from '../api/practice.ts'
import type { Client } from '../api/types.ts'
import { CalendarSection } from './CalendarSection.tsx'

/** The calendar of a client without a login, made by who looks after them; one with a login makes their own. */
export function ClientCalendar({ client }: { client: Client }) {
  const { data } = useQuery({
    queryKey: ['invitations', client.id],
    queryFn: () => listInvitations({ clientId: client.id }),
  })
  if (client.access === 'viewing' || !data || data.some(({ status }) => status === 'accepted')) return null
  return <CalendarSection client={client} />
}
