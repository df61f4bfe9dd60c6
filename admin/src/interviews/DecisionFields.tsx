import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import MenuItem from '@mui/material/MenuItem'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { DecisionKind } from '../../../server/domain/vocabulary.ts'
import { Field } from '../components/Field.tsx'
import { useT } from '../i18n/useT.ts'
import type { DecisionValues } from './debriefForm.ts'

type Values = { decision: DecisionValues }

const kinds: readonly DecisionKind[] = ['endOfWeek', 'within', 'byDate', 'unknown', 'doNotContact']

/** What the employer said about the decision. Lives in a form with `decision`. */
export function DecisionFields() {
  const t = useT()
  const { control } = useFormContext<Values>()
  const kind = useWatch({ control, name: 'decision.kind' })
  return (
    <>
      <Controller
        name="decision.kind"
        control={control}
        render={({ field, fieldState: { error } }) => (
          <Box>
            <RadioGroup {...field} aria-label={t('debrief.decision')}>
              {kinds.map((name) => (
                <Box key={name}>
                  <FormControlLabel
                    value={name}
                    control={<Radio size="small" />}
                    label={t(name === 'within' ? 'decision.withinLabel' : `decision.${name}`)}
                    sx={{ minHeight: { xs: 44, md: 36 } }}
                  />
                  {kind === name && <Details kind={name} />}
                </Box>
              ))}
            </RadioGroup>
            {error?.message && <FormHelperText error>{error.message}</FormHelperText>}
          </Box>
        )}
      />
      <Field<Values> name="decision.words" label={t('decision.words')} multiline maxRows={4} />
    </>
  )
}

function Details({ kind }: { kind: DecisionKind }) {
  const t = useT()
  const shrunk = { inputLabel: { shrink: true } }
  const indent = { pl: 7.5, pt: 1.5, pb: 2 }
  if (kind === 'within')
    return (
      <Box sx={{ ...indent, display: 'grid', gap: 3, gridTemplateColumns: '110px 140px' }}>
        <Field<Values>
          name="decision.number"
          type="number"
          required
          label={t('decision.number')}
          slotProps={{ htmlInput: { min: 0, max: 366 } }}
        />
        <Field<Values> name="decision.unit" select label={t('decision.unit')}>
          <MenuItem value="days">{t('decision.days')}</MenuItem>
          <MenuItem value="weeks">{t('decision.weeks')}</MenuItem>
        </Field>
      </Box>
    )
  if (kind === 'byDate' || kind === 'doNotContact')
    return (
      <Box sx={{ ...indent, maxWidth: 320 }}>
        <Field<Values>
          name="decision.date"
          type="date"
          required={kind === 'byDate'}
          label={t(kind === 'byDate' ? 'decision.date' : 'decision.dateIfAny')}
          slotProps={shrunk}
        />
      </Box>
    )
  return null
}
