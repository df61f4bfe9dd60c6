import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { useT } from '../i18n/useT.ts'

/** Rows in the shape of what is to come, so that nothing jumps. */
export function LoadingRows({ rows = 4, height = 56 }: { rows?: number; height?: number }) {
  const t = useT()
  return (
    <Box role="status" aria-label={t('a11y.loading')} sx={{ px: 4 }}>
      {Array.from({ length: rows }, (_, row) => (
        <Box
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
          key={row}
          sx={{
            height,
            display: 'grid',
            alignContent: 'center',
            gap: 1,
            borderBottom: row < rows - 1 ? 1 : 0,
            borderColor: 'divider',
          }}
        >
          <Skeleton variant="rounded" height={12} width={`${38 + ((row * 17) % 30)}%`} />
          <Skeleton variant="rounded" height={10} width={`${22 + ((row * 11) % 24)}%`} />
        </Box>
      ))}
    </Box>
  )
}
