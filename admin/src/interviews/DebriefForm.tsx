import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useCallback, useEffect, useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import type { Me } from '../api/types.ts'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { useT } from '../i18n/useT.ts'
import { readerZone } from '../time/zone.ts'
import { DecisionFields } from './DecisionFields.tsx'
import { type DebriefValues, fieldOf, toPreview } from './debriefForm.ts'
import { dropDraft, writeDraft } from './draft.ts'
import { fresh } from './fresh.ts'
import { PeopleFields } from './PeopleFields.tsx'
import { PlanPreview } from './PlanPreview.tsx'
import { LinesField, Question } from './Question.tsx'
import { useLeaveWarning } from './useLeaveWarning.ts'
import { usePreview } from './usePreview.ts'
import { useSaveDebrief } from './useSaveDebrief.ts'
import { WhichFields } from './WhichFields.tsx'

interface Props {
  me: Me
  start: DebriefValues
  fromDraft: boolean
}

export function DebriefForm({ me, start, fromDraft }: Props) {
  const t = useT()
  const form = useForm<DebriefValues>({ defaultValues: start })
  const [draft, setDraft] = useState(fromDraft)
  const values = useWatch({ control: form.control }) as DebriefValues
  const rename = useCallback((path: string) => fieldOf(form.getValues())(path), [form])
  const { message, fail, clear } = useFormFailure(form, rename)
  const save = useSaveDebrief(me, form)
  const input = toPreview(values)
  const preview = usePreview(input)

  useEffect(() => {
    if (!form.formState.isDirty) return
    const timer = setTimeout(() => writeDraft(me.id, values), 300)
    return () => clearTimeout(timer)
  }, [values, me.id, form.formState.isDirty])
  useLeaveWarning(form.formState.isDirty || draft)

  const submit = form.handleSubmit(
    async (answers) => {
      clear()
      try {
        await save(answers)
      } catch (error) {
        fail(error)
      }
    },
    () => clear(),
  )
  const discard = () => {
    dropDraft(me.id)
    setDraft(false)
    form.reset(fresh(me.clientId ?? '', '', me.clientId ? me.timeZone : readerZone()))
  }
  return (
    <FormProvider {...form}>
      <PageHead title={t('debrief.title')} lead={t('debrief.lead')} />
      <Box
        component="form"
        noValidate
        onSubmit={submit}
        aria-label={t('debrief.title')}
        sx={{
          display: 'grid',
          gap: { xs: 6, lg: 10 },
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 11fr) minmax(0, 9fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 8, minWidth: 0 }}>
          {draft && (
            <Notice tone="due" action={<Button onClick={discard}>{t('act.discard')}</Button>}>
              {t('debrief.draft')}
            </Notice>
          )}
          <Question number={1} title={t('debrief.what')}>
            <WhichFields me={me} />
          </Question>
          <Question number={2} title={t('debrief.who')} hint={t('debrief.whoHint')}>
            <PeopleFields />
          </Question>
          <Question number={3} title={t(me.role === 'client' ? 'debrief.topics' : 'debrief.topicsClient')}>
            <LinesField
              name="topics"
              label={t(me.role === 'client' ? 'debrief.topics' : 'debrief.topicsClient')}
              hint={t('debrief.topicsHint')}
            />
          </Question>
          <Question number={4} title={t('debrief.decision')}>
            <DecisionFields />
          </Question>
          <Question number={5} title={t('debrief.promises')}>
            <LinesField name="promises" label={t('debrief.promises')} hint={t('debrief.promisesHint')} />
          </Question>
          <Box sx={{ display: 'grid', gap: 3 }}>
            {message && <Notice>{message}</Notice>}
            <Button
              type="submit"
              variant="contained"
              size="large"
              disabled={form.formState.isSubmitting}
              sx={{ justifySelf: { sm: 'start' }, minHeight: 44, px: 6 }}
            >
              {form.formState.isSubmitting ? t('debrief.saving') : t('debrief.save')}
            </Button>
          </Box>
        </Box>
        <Box
          sx={{
            position: { lg: 'sticky' },
            top: 76,
            maxHeight: { lg: 'calc(100dvh - 92px)' },
            overflowY: { lg: 'auto' },
            order: { xs: 1, lg: 0 },
          }}
        >
          <PlanPreview input={input} zone={values.timeZone || readerZone()} preview={preview} />
        </Box>
      </Box>
    </FormProvider>
  )
}
