import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { Controller, useForm } from 'react-hook-form'
import { replayDeliveries } from '../api/webhooks.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { serverNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { inZone, readerZone, toInstant } from '../time/zone.ts'

const replayable = ['failed', 'dropped', 'delivered'] as const

interface Values {
  from: string
  to: string
  status: (typeof replayable)[number][]
}

const local = (moment: string) => inZone(moment, readerZone()).toPlainDateTime().toString().slice(0, 16)
const instantOf = (text: string) => toInstant(text.slice(0, 10), text.slice(11), readerZone()) ?? ''

/** Sends again what happened in a time, a day if nothing else is said. */
export function ReplayDialog({ webhookId, onClose }: { webhookId: string; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const now = serverNow()
  const dayBefore = new Date(Date.parse(now) - 86_400_000).toISOString()
  const nextMinute = new Date(Date.parse(now) + 60_000).toISOString()
  const form = useForm<Values>({
    defaultValues: { from: local(dayBefore), to: local(nextMinute), status: ['failed', 'dropped'] },
  })
  const save = async ({ from, to, status }: Values) => {
    const answer = await replayDeliveries(webhookId, { from: instantOf(from), to: instantOf(to), status })
    const said = answer.more ? 'webhooks.replayedMore' : 'webhooks.replayed'
    notify(said, { type: 'info', messageArgs: { smart_count: answer.replayed } })
    await queries.invalidateQueries({ queryKey: ['webhooks', webhookId] })
  }
  return (
    <FormDialog
      title={t('webhooks.replayTitle')}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('webhooks.replay')}
    >
      <Typography variant="body2">{t('webhooks.replayText')}</Typography>
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        {(['from', 'to'] as const).map((name) => (
          <Field<Values>
            key={name}
            name={name}
            type="datetime-local"
            required
            label={t(`activity.${name}`)}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        ))}
      </Box>
      <StatusField />
    </FormDialog>
  )
}

function StatusField() {
  const t = useT()
  return (
    <Controller<Values, 'status'>
      name="status"
      rules={{ validate: (value) => value.length > 0 || t('practice.apiKeys.scopesNeeded') }}
      render={({ field: { value, onChange }, fieldState: { error } }) => (
        <Box component="fieldset" sx={{ border: 0, p: 0, m: 0 }}>
          <Typography component="legend" variant="body2" sx={{ fontWeight: 600 }}>
            {t('webhooks.replayWhich')}
          </Typography>
          {replayable.map((status) => (
            <FormControlLabel
              key={status}
              control={
                <Checkbox
                  size="small"
                  checked={value.includes(status)}
                  onChange={(_, on) =>
                    onChange(on ? [...value, status] : value.filter((one) => one !== status))
                  }
                />
              }
              label={t(`webhooks.statuses.${status}`)}
            />
          ))}
          {error && <FormHelperText error>{error.message}</FormHelperText>}
        </Box>
      )}
    />
  )
}
