import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useLocaleState } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { actByLink, lookAtTaskAction, type TaskAction, undoByLink } from '../api/notifications.ts'
import { ApiError } from '../api/problem.ts'
import { linkToken } from '../auth/linkToken.ts'
import { OutsidePage } from '../auth/OutsidePage.tsx'
import { describeError } from '../components/describeError.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { PageLoading } from '../layout/PageLoading.tsx'
import { momentText } from './momentText.ts'

/** What a reminder's link is about. Something is done by a button alone: a scanner that opens links does nothing. */
export function ActPage() {
  const t = useT()
  const [token] = useState(linkToken)
  const seen = useQuery({
    queryKey: ['task-action', token],
    queryFn: () => lookAtTaskAction(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (seen.isPending) return <PageLoading />
  return (
    <OutsidePage
      title={t('notifications.actTitle')}
      lead={seen.data ? t('notifications.actLead', { organization: seen.data.organization }) : ''}
    >
      {seen.data ? <Task first={seen.data} token={token} /> : <Failure error={seen.error} />}
    </OutsidePage>
  )
}

function Failure({ error }: { error: unknown }) {
  const t = useT()
  const dead = error instanceof ApiError && error.status === 401
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Notice>{dead ? t('notifications.dead') : describeError(error, t)}</Notice>
      <Onward />
    </Box>
  )
}

const Onward = () => {
  const t = useT()
  return (
    <Button component={Link} to="/">
      {t('notifications.open')}
    </Button>
  )
}

function Task({ first, token }: { first: TaskAction; token: string }) {
  const t = useT()
  const [locale] = useLocaleState()
  const [task, setTask] = useState(first)
  const [did, setDid] = useState<TaskAction['actions'][number] | 'undone' | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (what: NonNullable<typeof did>) => {
    setBusy(true)
    setError(null)
    try {
      const after = what === 'undone' ? await undoByLink(token) : await actByLink(token, what)
      if (after) setTask(after)
      setDid(what)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const when = momentText(task.dueAt, task.timeZone, locale)
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Box>
        <Typography variant="h2">{task.title}</Typography>
        {task.client && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t('notifications.forClient', { client: task.client })}
          </Typography>
        )}
        <Typography sx={{ mt: 2 }}>{task.reason}</Typography>
        {did === null && (
          <Typography sx={{ mt: 1, color: 'text.secondary' }}>{t('notifications.due', { when })}</Typography>
        )}
      </Box>
      {error !== null && <Notice>{describeError(error, t)}</Notice>}
      {did === null && task.used && <Notice tone="due">{t('notifications.used')}</Notice>}
      {did === null && !task.used && task.actions.length === 0 && (
        <Notice tone="good">{t('notifications.over')}</Notice>
      )}
      {did && (
        <Notice
          tone="good"
          action={
            did !== 'undone' && (
              <Button onClick={() => void run('undone')} disabled={busy}>
                {t('notifications.undo')}
              </Button>
            )
          }
        >
          {did === 'undone'
            ? t('notifications.wasUndone')
            : did === 'snooze'
              ? t('notifications.wasSnoozed', { when })
              : t('notifications.wasDone')}
        </Notice>
      )}
      {did === null &&
        task.actions.map((action, place) => (
          <Button
            key={action}
            variant={place === 0 ? 'contained' : 'outlined'}
            size="large"
            disabled={busy}
            onClick={() => void run(action)}
          >
            {t(`notifications.${action}`)}
          </Button>
        ))}
      {did === 'answered' && task.interviewId && (
        <Button component={Link} to={`/interviews/${task.interviewId}`} variant="contained">
          {t('notifications.record')}
        </Button>
      )}
      <Onward />
    </Box>
  )
}
