import Button from '@mui/material/Button'
import { describeError } from '../components/describeError.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'

/** What stands in place of a page that failed. */
export function ErrorPage({
  error,
  resetErrorBoundary,
}: {
  error?: unknown
  resetErrorBoundary?: (...args: never[]) => void
}) {
  const t = useT()
  return (
    <Notice
      action={
        resetErrorBoundary && (
          <Button onClick={() => (resetErrorBoundary as () => void)()}>{t('act.retry')}</Button>
        )
      }
    >
      <strong>{t('error.title')}.</strong> {describeError(error, t)}
    </Notice>
  )
}
