import Box from '@mui/material/Box'

/** Text of a program, as it stands; what is long scrolls, by keyboard too. */
export const Code = ({ label, children }: { label: string; children: string }) => (
  <Box
    component="pre"
    role="region"
    aria-label={label}
    tabIndex={0}
    sx={{
      m: 0,
      mt: 1,
      p: 3,
      maxHeight: 260,
      overflow: 'auto',
      borderRadius: 2,
      border: 1,
      borderColor: 'divider',
      bgcolor: 'background.default',
      fontSize: '0.75rem',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    }}
  >
    {children}
  </Box>
)
