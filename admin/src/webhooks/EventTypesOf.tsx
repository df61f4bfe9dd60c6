import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useState } from 'react'
import type { MessageKey } from '../i18n/en.ts'
import { useT } from '../i18n/useT.ts'

interface Props {
  subject: string
  verbs: readonly string[]
  value: readonly string[]
  onChange: (value: string[]) => void
}

/** The types about one kind of record, folded away until they are wanted. */
export function EventTypesOf({ subject, verbs, value, onChange }: Props) {
  const t = useT()
  const all = `${subject}.*`
  const types = verbs.map((verb) => `${subject}.${verb}`)
  const chosen = value.includes(all) ? types : types.filter((type) => value.includes(type))
  // What is chosen is in view at first; later the reader decides.
  const [open] = useState(chosen.length > 0)
  const rest = value.filter((type) => type !== all && !types.includes(type))
  const toggle = (type: string, on: boolean) => {
    const next = on ? [...chosen, type] : chosen.filter((one) => one !== type)
    onChange([...rest, ...next])
  }
  return (
    <Box
      component="details"
      open={open}
      sx={{ borderBottom: 1, borderColor: 'divider', '&:last-of-type': { borderBottom: 0 }, px: 3 }}
    >
      <Box component="summary" sx={{ cursor: 'pointer', py: 1.5, fontSize: '0.8125rem', fontWeight: 550 }}>
        {t(`webhooks.subjects.${subject}` as MessageKey)}{' '}
        {chosen.length > 0 && (
          <Box component="span" className="num" sx={{ color: 'text.secondary', fontWeight: 400 }}>
            {t('webhooks.chosen', { count: chosen.length, of: types.length })}
          </Box>
        )}
      </Box>
      <Box sx={{ display: 'grid', pb: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Choice
          label={t('webhooks.allOf')}
          checked={value.includes(all)}
          onChange={(on) => onChange(on ? [...rest, all] : rest)}
          wide
        />
        {types.map((type) => (
          <Choice
            key={type}
            label={<code>{type}</code>}
            checked={chosen.includes(type)}
            disabled={value.includes(all)}
            onChange={(on) => toggle(type, on)}
          />
        ))}
      </Box>
    </Box>
  )
}

interface ChoiceProps {
  label: React.ReactNode
  checked: boolean
  disabled?: boolean
  wide?: boolean
  onChange: (on: boolean) => void
}

const Choice = ({ label, checked, disabled = false, wide = false, onChange }: ChoiceProps) => (
  <FormControlLabel
    sx={{
      mr: 0,
      minWidth: 0,
      gridColumn: wide ? '1 / -1' : undefined,
      '& code': { overflowWrap: 'anywhere' },
    }}
    control={
      <Checkbox size="small" checked={checked} disabled={disabled} onChange={(_, on) => onChange(on)} />
    }
    label={label}
  />
)
