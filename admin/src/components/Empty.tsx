import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  title?: string
  /** Where it is all there is on the page. */
  heading?: boolean
  text: string
  action?: ReactNode
}

/** An empty list says what it will hold, and has the button that fills it. */
export function Empty({ title, heading = false, text, action }: Props) {
  return (
    <Box sx={{ px: 5, py: title ? 10 : 5, textAlign: title ? 'center' : 'left', display: 'grid', gap: 1.5 }}>
      {title && (
        <Typography variant="h3" component={heading ? 'h1' : 'p'}>
          {title}
        </Typography>
      )}
      <Typography
        variant="body2"
        sx={{ color: 'text.secondary', maxWidth: '52ch', ...(title ? { mx: 'auto' } : {}) }}
      >
        {text}
      </Typography>
      {action && <Box sx={{ mt: 2 }}>{action}</Box>}
    </Box>
  )
}
