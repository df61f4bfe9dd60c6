import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { ApiError } from '../api/problem.ts'
import { describeError } from '../components/describeError.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'

/** In place of a record that could not be read: why, and the way on. */
export function NotShown({ error }: { error: unknown }) {
  const t = useT()
  const queries = useQueryClient()
  const gone = error instanceof ApiError && [403, 404].includes(error.status)
  return (
    <Notice
      action={
        gone ? (
          <Button component={Link} to="/">
            {t('error.toToday')}
          </Button>
        ) : (
          <Button onClick={() => void queries.invalidateQueries()}>{t('act.retry')}</Button>
        )
      }
    >
      {describeError(error, t)}
    </Notice>
  )
}
