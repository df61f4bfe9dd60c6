import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useEffect, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import {
  changeRetention,
  type Periods,
  previewRetention,
  type Retention,
  readRetention,
} from '../api/privacy.ts'
import { describeError } from '../components/describeError.ts'
import { Field } from '../components/Field.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { SaveButton } from '../components/SaveButton.tsx'
import { Section } from '../components/Section.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { useT } from '../i18n/useT.ts'

const names = ['clientsMonths', 'eventsDays', 'activitiesMonths', 'sessionsDays', 'mailsDays'] as const
const kinds = ['clients', 'events', 'activities', 'sessions', 'mails'] as const
type Values = Record<(typeof names)[number], string>

/** How long the practice keeps things, with what would go by it. */
export function RetentionForm() {
  const t = useT()
  const { data, error } = useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => readRetention(signal),
  })
  return (
    <Section title={t('privacy.retention')}>
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : data ? (
        <Form key={data.version} stored={data} />
      ) : (
        <LoadingRows rows={4} />
      )}
    </Section>
  )
}

const shown = (stored: Periods): Values =>
  Object.fromEntries(names.map((name) => [name, stored[name]?.toString() ?? ''])) as Values

const meant = (values: Values): Periods =>
  Object.fromEntries(
    names.map((name) => [name, values[name].trim() ? Number(values[name]) : null]),
  ) as unknown as Periods

function Form({ stored }: { stored: Retention }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: shown(stored) })
  const { message, fail, clear } = useFormFailure(form)
  const save = form.handleSubmit(async (values) => {
    clear()
    try {
      await changeRetention(meant(values), stored.version)
      notify('privacy.saved', { type: 'info' })
      void queries.invalidateQueries({ queryKey: ['privacy-inventory'] })
      await queries.invalidateQueries({ queryKey: ['retention'] })
    } catch (error) {
      fail(error)
    }
  })
  return (
    <FormProvider {...form}>
      <Box component="form" onSubmit={save} noValidate sx={{ display: 'grid', gap: 4, px: 4, py: 4 }}>
        {message && <Notice>{message}</Notice>}
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('privacy.retentionLead')}
        </Typography>
        <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          {names.map((name) => (
            <Field<Values>
              key={name}
              name={name}
              type="number"
              label={t(`privacy.${name}`)}
              slotProps={{ htmlInput: { min: name === 'eventsDays' ? 30 : 1, step: 1 } }}
            />
          ))}
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 3 }}>
          <Box sx={{ flex: 1, minWidth: 220 }} aria-live="polite">
            <WouldGo values={form.watch()} />
          </Box>
          <SaveButton />
        </Box>
      </Box>
    </FormProvider>
  )
}

const pause = 300

function WouldGo({ values }: { values: Values }) {
  const t = useT()
  const text = JSON.stringify(meant(values))
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  const { data } = useQuery({
    queryKey: ['retention', 'preview', settled],
    queryFn: ({ signal }) => previewRetention(JSON.parse(settled) as Periods, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (!data) return null
  const parts = kinds.filter((kind) => data[kind] > 0)
  return (
    <Typography variant="body2">
      {parts.length === 0
        ? t('privacy.previewNothing')
        : `${t('privacy.preview')} ${parts.map((kind) => t(`privacy.willGo.${kind}`, { smart_count: data[kind] })).join(', ')}.`}
    </Typography>
  )
}
