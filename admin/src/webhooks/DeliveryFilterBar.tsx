import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { eventTypes } from '../../../server/domain/event-types.ts'
import type { DeliveryFilters, DeliveryStatus } from '../api/webhooks.ts'
import { useT } from '../i18n/useT.ts'
import { readerZone, toInstant } from '../time/zone.ts'

export interface FilterValues {
  status: DeliveryStatus | ''
  type: string
  from: string
  to: string
}

export const noFilters: FilterValues = { status: '', type: '', from: '', to: '' }

const statuses: DeliveryStatus[] = ['queued', 'delivered', 'failed', 'dropped']
const types = [
  'webhook.test',
  ...Object.entries(eventTypes).flatMap(([subject, verbs]) => verbs.map((verb) => `${subject}.${verb}`)),
]

/** As the API asks: whole days of the reader, the last one included. */
export function queryOf({ status, type, from, to }: FilterValues): DeliveryFilters {
  const zone = readerZone()
  const first = from && toInstant(from, '00:00', zone)
  const last = to && toInstant(to, '23:59:59', zone)
  return {
    ...(status && { status }),
    ...(type && { type }),
    ...(first && { from: first }),
    ...(last && { to: last }),
  }
}

interface Props {
  values: FilterValues
  onChange: (values: FilterValues) => void
}

/** Which deliveries: how they stand, of what, between which days. */
export function DeliveryFilterBar({ values, onChange }: Props) {
  const t = useT()
  const shrunk = { inputLabel: { shrink: true } }
  const select = { ...shrunk, select: { displayEmpty: true } }
  const set = (change: Partial<FilterValues>) => onChange({ ...values, ...change })
  return (
    <Box
      component="search"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(4, minmax(0, 160px))' },
        gap: { xs: 3, sm: 2 },
        mt: 3,
        mb: 3,
      }}
    >
      <TextField
        select
        label={t('webhooks.status')}
        value={values.status}
        onChange={(event) => set({ status: event.target.value as FilterValues['status'] })}
        slotProps={select}
      >
        <MenuItem value="">{t('activity.any')}</MenuItem>
        {statuses.map((status) => (
          <MenuItem key={status} value={status}>
            {t(`webhooks.statuses.${status}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={t('webhooks.type')}
        value={values.type}
        onChange={(event) => set({ type: event.target.value })}
        slotProps={select}
      >
        <MenuItem value="">{t('activity.any')}</MenuItem>
        {types.map((type) => (
          <MenuItem key={type} value={type}>
            {type}
          </MenuItem>
        ))}
      </TextField>
      {(['from', 'to'] as const).map((name) => (
        <TextField
          key={name}
          type="date"
          label={t(`activity.${name}`)}
          value={values[name]}
          onChange={(event) => set({ [name]: event.target.value })}
          slotProps={shrunk}
        />
      ))}
    </Box>
  )
}
