import Box from '@mui/material/Box'
import type { SxProps, Theme } from '@mui/material/styles'
import type { ReactNode } from 'react'

interface Props {
  children: ReactNode
  /** Grid columns from the middle width on; below, everything is one under the other. */
  columns: string
  testId?: string
  sx?: SxProps<Theme>
}

/** One line of a list: columns where there is room, a small card where there is not. */
export const Row = ({ children, columns, testId, sx = [] }: Props) => (
  <Box
    component="li"
    data-row
    {...(testId ? { 'data-testid': testId } : {})}
    tabIndex={-1}
    sx={[
      {
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: columns },
        alignItems: 'center',
        columnGap: 4,
        rowGap: 1,
        minHeight: 44,
        px: { xs: 3, sm: 4 },
        py: { xs: 2.5, md: 1.5 },
        fontSize: '0.8125rem',
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
        '&:hover': { bgcolor: 'action.hover' },
        '&:focus': { bgcolor: 'action.selected', outlineOffset: -2 },
        breakInside: 'avoid',
        '& > .MuiButton-root': { justifySelf: { xs: 'start', md: 'end' }, mx: { xs: -2, md: 0 } },
      },
      ...(Array.isArray(sx) ? sx : [sx]),
    ]}
  >
    {children}
  </Box>
)

export const RowList = ({ children, testId }: { children: ReactNode; testId?: string }) => (
  <Box component="ul" {...(testId ? { 'data-testid': testId } : {})} sx={{ listStyle: 'none', m: 0, p: 0 }}>
    {children}
  </Box>
)
