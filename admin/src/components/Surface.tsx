import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** The hairlined ground of a list or a form. */
export const Surface = ({ children }: { children: ReactNode }) => (
  <Box
    sx={{
      bgcolor: 'background.paper',
      border: 1,
      borderColor: 'divider',
      borderRadius: 2,
      overflow: 'hidden',
    }}
  >
    {children}
  </Box>
)
