import Skeleton from '@mui/material/Skeleton'
import { LoadingRows } from '../components/Loading.tsx'

/** A page's outline while it loads. */
export const PageLoading = () => (
  <>
    <Skeleton variant="rounded" width={220} height={28} sx={{ mb: 6 }} />
    <LoadingRows rows={6} />
  </>
)
