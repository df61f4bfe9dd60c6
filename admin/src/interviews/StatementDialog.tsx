import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { FormProvider, useForm } from 'react-hook-form'
import { planOf, stateTimeline } from '../api/interviews.ts'
import type { Interview } from '../api/types.ts'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { serverNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { DecisionFields } from './DecisionFields.tsx'
import { type DecisionValues, noDecision, toDecision } from './debriefForm.ts'

type Values = { decision: DecisionValues }

/** The body is the decision itself, so its paths lack the form's first part. */
const rename = (path: string) => (path === 'days' ? 'decision.number' : `decision.${path}`)

/** A new statement of the employer: it supersedes the last, and the plan follows it. */
export function StatementDialog({ interview, onClose }: { interview: Interview; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: { decision: { ...noDecision, kind: 'endOfWeek' } } })
  const { message, fail, clear } = useFormFailure(form, rename)
  const named = interview.participants.filter(({ name }) => name)
  const save = form.handleSubmit(async ({ decision }) => {
    clear()
    const body = toDecision(decision)
    if (!body) return
    try {
      const now = serverNow()
      // Of an interview still to come: said at its end, for the days count from then.
      const heard = now > interview.startsAt ? { statedAt: now } : {}
      await stateTimeline(interview.id, { ...body, ...heard })
      const plan = await planOf(interview.id)
      const open = plan.tasks.filter(({ status }) => !['done', 'skipped', 'cancelled'].includes(status))
      notify('interviews.newSaved', { type: 'info', messageArgs: { smart_count: open.length } })
      onClose()
    } catch (error) {
      fail(error)
    } finally {
      void queries.invalidateQueries()
    }
  })
  return (
    <Dialog open onClose={onClose} aria-labelledby="statement-dialog" fullWidth maxWidth="sm">
      <FormProvider {...form}>
        <form onSubmit={save} noValidate>
          <DialogTitle id="statement-dialog">{t('interviews.newTitle')}</DialogTitle>
          <DialogContent>
            <Box sx={{ display: 'grid', gap: 4, pt: 1 }}>
              {message && <Notice>{message}</Notice>}
              <DecisionFields />
              {named.length > 0 && (
                <Field<Values> name="decision.statedBy" select label={t('decision.by')}>
                  <MenuItem value="">{t('decision.nobody')}</MenuItem>
                  {named.map(({ contactId, name }) => (
                    <MenuItem key={contactId} value={contactId}>
                      {name}
                    </MenuItem>
                  ))}
                </Field>
              )}
            </Box>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
              {t('act.save')}
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  )
}
