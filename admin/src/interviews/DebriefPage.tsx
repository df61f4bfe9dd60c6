import { useLocation, useSearchParams } from 'react-router'
import { useMe } from '../auth/useMe.ts'
import { PageLoading } from '../layout/PageLoading.tsx'
import { readerZone } from '../time/zone.ts'
import { DebriefForm } from './DebriefForm.tsx'
import type { DebriefValues } from './debriefForm.ts'
import { readDraft } from './draft.ts'
import { fresh } from './fresh.ts'

/** Five questions, and the plan that grows beside them. */
export function DebriefPage() {
  const me = useMe()
  const [search] = useSearchParams()
  const { key } = useLocation()
  if (!me) return <PageLoading />
  const asked = { clientId: search.get('clientId') ?? '', opportunityId: search.get('opportunityId') ?? '' }
  const draft = readDraft(me.id)
  // A draft about another client is left alone by a link that names one.
  const usable = draft && (!asked.clientId || asked.clientId === draft.clientId)
  const start: DebriefValues = usable
    ? { ...draft, ...(asked.opportunityId ? { opportunityId: asked.opportunityId } : {}) }
    : fresh(me.clientId ?? asked.clientId, asked.opportunityId, me.clientId ? me.timeZone : readerZone())
  return <DebriefForm key={key} me={me} start={start} fromDraft={Boolean(usable)} />
}
