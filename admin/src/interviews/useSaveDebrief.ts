import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { UseFormReturn } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { saveInterview } from '../api/interviews.ts'
import type { Me } from '../api/types.ts'
import { employerBody } from '../opportunities/employerForm.ts'
import { type DebriefValues, NEW, toInterview } from './debriefForm.ts'
import { dropDraft } from './draft.ts'

/** Saves a debrief and goes to where its tasks can be seen. A second try does not repeat what the first has made. */
export function useSaveDebrief(me: Me, form: UseFormReturn<DebriefValues>) {
  const data = useDataProvider()
  const navigate = useNavigate()
  const queries = useQueryClient()

  const opportunityOf = async (values: DebriefValues): Promise<string> => {
    if (values.opportunityId !== NEW) return values.opportunityId
    const { clientId, title, employer } = values
    const body = { clientId, title: title.trim(), stage: 'interviewing', ...employerBody(employer) }
    const { data: created } = await data.create('opportunities', { data: body })
    form.setValue('opportunityId', String(created.id))
    return String(created.id)
  }

  return async (values: DebriefValues): Promise<void> => {
    const interview = toInterview(values)
    if (!interview) return
    const saved = await saveInterview({ ...interview, opportunityId: await opportunityOf(values) })
    dropDraft(me.id)
    await queries.invalidateQueries()
    const target = me.role === 'client' ? `/interviews/${saved.id}` : `/clients/${values.clientId}`
    navigate(target, { state: { saved: saved.plan.tasks.length } })
  }
}
