import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { triage } from '../api/reports.ts'
import { syncNow } from '../components/useNow.ts'

/** Today's answer, asked again every ten seconds and when the window comes back: what falls due shows by itself. */
export function useTriage() {
  const query = useQuery({
    queryKey: ['triage'],
    queryFn: ({ signal }) => triage(signal),
    refetchInterval: 10_000,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  })
  const now = query.data?.now
  useEffect(() => {
    if (now) syncNow(now)
  }, [now])
  return query
}
