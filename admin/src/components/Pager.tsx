import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useT } from '../i18n/useT.ts'

interface Props {
  label: string
  page: number
  hasPrevious: boolean
  hasNext: boolean
  onPage: (page: number) => void
}

/** Back and forth; there is no last page to jump to where pages are cursors. */
export function Pager({ label, page, hasPrevious, hasNext, onPage }: Props) {
  const t = useT()
  if (!hasPrevious && !hasNext) return null
  return (
    <Box
      component="nav"
      aria-label={label}
      className="no-print"
      sx={{
        display: 'flex',
        justifyContent: 'flex-end',
        alignItems: 'center',
        gap: 2,
        mt: 3,
        '& .MuiButton-root': { minHeight: { xs: 44, md: 32 } },
      }}
    >
      <Button variant="outlined" disabled={!hasPrevious} onClick={() => onPage(page - 1)}>
        {t('act.previous')}
      </Button>
      <Box component="span" className="num" sx={{ minWidth: 24, textAlign: 'center' }} aria-current="page">
        {page}
      </Box>
      <Button variant="outlined" disabled={!hasNext} onClick={() => onPage(page + 1)}>
        {t('act.next')}
      </Button>
    </Box>
  )
}
