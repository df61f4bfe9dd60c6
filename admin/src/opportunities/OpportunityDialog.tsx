import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify } from 'ra-core'
import { FormProvider, useForm } from 'react-hook-form'
import { type OpportunityStage, opportunityStages } from '../../../server/domain/vocabulary.ts'
import type { Opportunity } from '../api/types.ts'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { useT } from '../i18n/useT.ts'
import { EmployerFields } from './EmployerFields.tsx'
import { type EmployerValues, employerBody, noEmployer } from './employerForm.ts'

interface Values {
  title: string
  stage: OpportunityStage
  employer: EmployerValues
}

export function OpportunityDialog(props: {
  clientId: string
  opportunity?: Opportunity
  onClose: () => void
}) {
  const { clientId, opportunity, onClose } = props
  const t = useT()
  const data = useDataProvider()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<Values>({
    defaultValues: {
      title: opportunity?.title ?? '',
      stage: opportunity?.stage ?? 'interested',
      employer: noEmployer,
    },
  })
  const { message, fail, clear } = useFormFailure(form)
  const save = form.handleSubmit(async ({ title, stage, employer }) => {
    clear()
    const fields = { title: title.trim(), stage }
    try {
      if (opportunity)
        await data.update('opportunities', { id: opportunity.id, data: fields, previousData: opportunity })
      else await data.create('opportunities', { data: { ...fields, clientId, ...employerBody(employer) } })
      notify(opportunity ? 'clients.saved' : 'opportunity.created', { type: 'info', messageArgs: { title } })
      onClose()
    } catch (error) {
      fail(error)
    } finally {
      void queries.invalidateQueries()
    }
  })
  return (
    <Dialog open onClose={onClose} aria-labelledby="opportunity-dialog" fullWidth maxWidth="sm">
      <FormProvider {...form}>
        <form onSubmit={save} noValidate>
          <DialogTitle id="opportunity-dialog">
            {t(opportunity ? 'opportunity.edit' : 'opportunity.new')}
          </DialogTitle>
          <DialogContent>
            <Box sx={{ display: 'grid', gap: 4, pt: 2 }}>
              {message && <Notice>{message}</Notice>}
              <Field<Values> name="title" label={t('opportunity.titleField')} required autoFocus />
              {!opportunity && <EmployerFields />}
              <Field<Values> name="stage" select label={t('opportunity.stage')}>
                {opportunityStages.map((stage) => (
                  <MenuItem key={stage} value={stage}>
                    {t(`stage.${stage}`)}
                  </MenuItem>
                ))}
              </Field>
            </Box>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
              {opportunity ? t('act.save') : t('act.create')}
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  )
}
