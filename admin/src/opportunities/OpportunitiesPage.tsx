import Button from '@mui/material/Button'
import { useGetList } from 'ra-core'
import { useState } from 'react'
import type { Opportunity } from '../api/types.ts'
import { useMe } from '../auth/useMe.ts'
import { PageHead } from '../components/PageHead.tsx'
import { useT } from '../i18n/useT.ts'
import { Board } from './Board.tsx'
import { OpportunityDialog } from './OpportunityDialog.tsx'

/** A job seeker's own opportunities, by stage. */
export function OpportunitiesPage() {
  const t = useT()
  const me = useMe()
  const [adding, setAdding] = useState(false)
  const { data, error } = useGetList<Opportunity>('opportunities', {
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'createdAt', order: 'ASC' },
  })
  return (
    <>
      <PageHead
        title={t('nav.opportunities')}
        action={
          me?.clientId && (
            <Button variant="contained" onClick={() => setAdding(true)}>
              {t('client.addOpportunity')}
            </Button>
          )
        }
      />
      <Board opportunities={data} error={error} />
      {adding && me?.clientId && (
        <OpportunityDialog clientId={me.clientId} onClose={() => setAdding(false)} />
      )}
    </>
  )
}
