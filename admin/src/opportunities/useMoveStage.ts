import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify } from 'ra-core'
import { useCallback, useState } from 'react'
import type { OpportunityStage } from '../../../server/domain/vocabulary.ts'
import type { Opportunity } from '../api/types.ts'
import { useFail } from '../components/useFail.ts'
import { useT } from '../i18n/useT.ts'

/** Moves an opportunity to a stage, as the version that was seen; the server re-plans what follows from it. */
export function useMoveStage() {
  const t = useT()
  const data = useDataProvider()
  const notify = useNotify()
  const fail = useFail()
  const queries = useQueryClient()
  const [moving, setMoving] = useState<string | null>(null)
  const move = useCallback(
    async (opportunity: Opportunity, stage: OpportunityStage) => {
      if (opportunity.stage === stage) return
      setMoving(opportunity.id)
      try {
        await data.update('opportunities', { id: opportunity.id, data: { stage }, previousData: opportunity })
        notify('client.moved', {
          type: 'info',
          messageArgs: { title: opportunity.title, stage: t(`stage.${stage}`) },
        })
      } catch (error) {
        fail(error)
      } finally {
        await queries.invalidateQueries()
        setMoving(null)
      }
    },
    [data, notify, fail, queries, t],
  )
  return { moving, move }
}
