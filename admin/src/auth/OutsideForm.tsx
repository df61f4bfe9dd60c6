import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { FormEvent, ReactNode } from 'react'
import { Link } from 'react-router'
import { ApiError } from '../api/problem.ts'
import { describeError } from '../components/describeError.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'

interface Props {
  error: unknown
  onSubmit: () => void
  /** Whether whoever has the link may ask for another one. */
  renew?: boolean
  children: ReactNode
}

/** A form of somebody who has not signed in; a link that works no more is said in its own words. */
export function OutsideForm({ error, onSubmit, renew = false, children }: Props) {
  const t = useT()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  const dead = error instanceof ApiError && error.status === 401
  // What is wrong with a field stands under it.
  const atField =
    error instanceof ApiError && error.problem.errors?.some(({ pointer }) => pointer === '/password')
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4 }}>
      {error !== null && !atField && <Notice>{dead ? t('outside.dead') : describeError(error, t)}</Notice>}
      {dead && renew && (
        <Button component={Link} to="/forgot" variant="outlined">
          {t('outside.newLink')}
        </Button>
      )}
      {children}
    </Box>
  )
}
