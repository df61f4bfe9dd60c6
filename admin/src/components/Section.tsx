import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type ReactNode, useId } from 'react'
import { Surface } from './Surface.tsx'

interface Props {
  title: ReactNode
  action?: ReactNode
  children: ReactNode
  /** Without border and ground, for sections that hold cards of their own. */
  bare?: boolean
}

/** A titled part of a page on a hairlined surface. */
export function Section({ title, action, children, bare = false }: Props) {
  const id = useId()
  return (
    <Box component="section" aria-labelledby={id} sx={{ minWidth: 0, breakInside: 'avoid' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 36, mb: 1.5 }}>
        <Typography id={id} variant="h2" sx={{ flex: 1 }}>
          {title}
        </Typography>
        {action}
      </Box>
      {bare ? children : <Surface>{children}</Surface>}
    </Box>
  )
}
