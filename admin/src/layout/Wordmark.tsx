import Box from '@mui/material/Box'
import { Link } from 'react-router'

/** The name, with a line that ends in a point: what was said, and the answer to come. */
export const Wordmark = ({ size = 17 }: { size?: number }) => (
  <Box
    component={Link}
    to="/"
    sx={{
      display: 'inline-flex',
      alignItems: 'center',
      gap: 2,
      color: 'text.primary',
      textDecoration: 'none',
      fontSize: size,
      fontWeight: 680,
      letterSpacing: '-0.02em',
      borderRadius: 1,
    }}
  >
    <svg width={size + 5} height={size + 5} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#4338ca" />
      <path d="M8 9h16M8 15h10M8 21h5" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="22" cy="21" r="3.2" fill="#fbbf24" />
    </svg>
    Afterword
  </Box>
)
