import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { Field } from '../components/Field.tsx'
import type { DebriefValues } from './debriefForm.ts'

interface Props {
  number: number
  title: string
  hint?: string
  children: ReactNode
}

/** One question of the debrief, with what answers it. */
export const Question = ({ number, title, hint, children }: Props) => (
  <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
    <Box
      component="legend"
      sx={{
        p: 0,
        mb: hint ? 0.5 : 3,
        display: 'flex',
        alignItems: 'baseline',
        gap: 2,
        fontSize: '1rem',
        fontWeight: 650,
      }}
    >
      <Box
        component="span"
        aria-hidden
        className="num"
        sx={{ color: 'text.secondary', fontWeight: 500, width: 14 }}
      >
        {number}
      </Box>
      {title}
    </Box>
    {hint && (
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', mb: 3, pl: { sm: 5.5 } }}>{hint}</Box>
    )}
    <Box sx={{ display: 'grid', gap: 4, pl: { sm: 5.5 } }}>{children}</Box>
  </Box>
)

/** Several short entries, one a line. The question above names it; the label is for those who cannot see that. */
export const LinesField = (props: { name: 'topics' | 'promises'; label: string; hint: string }) => (
  <Field<DebriefValues>
    name={props.name}
    multiline
    minRows={2}
    maxRows={8}
    helperText={props.hint}
    slotProps={{ htmlInput: { 'aria-label': props.label } }}
  />
)
