import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** What is known of a record, each under its name: beside the page one under the other, else in two columns. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <Box
    component="dl"
    sx={{ display: 'grid', gap: 3, m: 0, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: '1fr' } }}
  >
    {children}
  </Box>
)

export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <Box sx={{ minWidth: 0 }}>
    <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
      {label}
    </Box>
    <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
      {children}
    </Box>
  </Box>
)
