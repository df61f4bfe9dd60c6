import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { Empty } from '../components/Empty.tsx'
import { useT } from '../i18n/useT.ts'

export function NotFound() {
  const t = useT()
  return (
    <Empty
      heading
      title={t('error.notFound')}
      text={t('error.notFoundText')}
      action={
        <Button component={Link} to="/" variant="contained">
          {t('error.toToday')}
        </Button>
      }
    />
  )
}
