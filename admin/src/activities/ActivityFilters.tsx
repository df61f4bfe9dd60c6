import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { useT } from '../i18n/useT.ts'
import { readerZone, toInstant } from '../time/zone.ts'
import { useActivityWords } from './useActivityWords.ts'

export interface FilterValues {
  recordType: string
  actorKind: string
  from: string
  to: string
}

const nothing: FilterValues = { recordType: '', actorKind: '', from: '', to: '' }
const records = [
  ...['client', 'opportunity', 'interview', 'task', 'contact', 'employer'],
  ...['member', 'organization', 'coverage', 'api_key', 'calendar_feed', 'notification_setting', 'session'],
]
const kinds = ['member', 'client', 'key', 'job'] as const

/** As the API asks: whole days of the reader, the last one included. */
export function queryOf({ from, to, ...rest }: FilterValues): Record<string, string> {
  const zone = readerZone()
  const moments = {
    occurredAfter: (from && toInstant(from, '00:00', zone)) || '',
    occurredBefore: (to && toInstant(to, '23:59:59', zone)) || '',
  }
  return Object.fromEntries(Object.entries({ ...rest, ...moments }).filter(([, value]) => value !== ''))
}

/** Which entries: of what, by whom, between which days. */
export function ActivityFilters({ onChange }: { onChange: (values: FilterValues) => void }) {
  const t = useT()
  const words = useActivityWords()
  const [values, setValues] = useState(nothing)
  const set = (change: Partial<FilterValues>) => {
    const next = { ...values, ...change }
    setValues(next)
    onChange(next)
  }
  const shrunk = { inputLabel: { shrink: true } }
  return (
    <Box
      component="search"
      sx={{
        display: { xs: 'grid', sm: 'flex' },
        gridTemplateColumns: '1fr 1fr',
        gap: { xs: 3, sm: 2 },
        mb: 3,
      }}
    >
      <TextField
        select
        label={t('activity.what')}
        value={values.recordType}
        onChange={(event) => set({ recordType: event.target.value })}
        slotProps={{ ...shrunk, select: { displayEmpty: true } }}
        sx={{ width: { sm: 180 }, minWidth: 0 }}
      >
        <MenuItem value="">{t('activity.any')}</MenuItem>
        {records.map((name) => (
          <MenuItem key={name} value={name}>
            {words.record(name)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={t('activity.who')}
        value={values.actorKind}
        onChange={(event) => set({ actorKind: event.target.value })}
        slotProps={{ ...shrunk, select: { displayEmpty: true } }}
        sx={{ width: { sm: 180 }, minWidth: 0 }}
      >
        <MenuItem value="">{t('activity.anybody')}</MenuItem>
        {kinds.map((name) => (
          <MenuItem key={name} value={name}>
            {t(`activity.kinds.${name}`)}
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
          sx={{ width: { sm: 160 }, minWidth: 0 }}
        />
      ))}
    </Box>
  )
}
