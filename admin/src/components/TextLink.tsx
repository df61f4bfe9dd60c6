import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** A name that leads somewhere: dark as text, underlined under the pointer. */
export const TextLink = ({
  to,
  children,
  strong = true,
}: {
  to: string
  children: ReactNode
  strong?: boolean
}) => (
  <Box
    component={Link}
    to={to}
    data-act="open"
    sx={{
      color: 'text.primary',
      fontWeight: strong ? 600 : 450,
      textDecoration: 'none',
      borderRadius: 1,
      minHeight: 24,
      display: 'inline-flex',
      alignItems: 'center',
      '&:hover': { textDecoration: 'underline' },
    }}
  >
    {children}
  </Box>
)
