import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { endOtherSessions, endSession, listSessions, type Session } from '../api/account.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { useFail } from '../components/useFail.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { deviceName } from './device.ts'

/** Where somebody is signed in, and how to end it. */
export function SessionsSection() {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const { data, error } = useQuery({ queryKey: ['sessions'], queryFn: listSessions })
  const [ending, setEnding] = useState(false)
  const endOthers = async () => {
    await endOtherSessions()
    notify('account.othersEnded', { type: 'info' })
    await queries.invalidateQueries({ queryKey: ['sessions'] })
  }
  const shown = data?.toSorted((a, b) => Number(b.current) - Number(a.current))
  return (
    <Section
      title={t('account.sessions')}
      action={
        data && data.length > 1 && <Button onClick={() => setEnding(true)}>{t('account.endOthers')}</Button>
      }
    >
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : shown ? (
        <RowList testId="sessions">
          {shown.map((session) => (
            <Line key={session.id} session={session} />
          ))}
        </RowList>
      ) : (
        <LoadingRows rows={2} />
      )}
      {ending && (
        <ConfirmDialog
          title={t('account.endOthersTitle')}
          text={t('account.endOthersText')}
          submit={t('account.endOthers')}
          act={endOthers}
          onClose={() => setEnding(false)}
        />
      )}
    </Section>
  )
}

function Line({ session }: { session: Session }) {
  const t = useT()
  const fail = useFail()
  const notify = useNotify()
  const queries = useQueryClient()
  const { id, current, method, secondFactor, ip, userAgent, createdAt, lastUsedAt } = session
  const name = deviceName(userAgent) ?? t('account.unknownDevice')
  const end = async () => {
    try {
      await endSession(id)
      notify('account.sessionEnded', { type: 'info', messageArgs: { name } })
    } catch (error) {
      fail(error)
    }
    await queries.invalidateQueries({ queryKey: ['sessions'] })
  }
  const how = [
    method && t(`account.methods.${method}`),
    secondFactor && t('account.withSecondFactor'),
    ip && t('account.from', { ip }),
  ].filter(Boolean)
  return (
    <Row columns="minmax(0, 1fr) 200px 110px">
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {how.join(' · ')}
        </Typography>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        {current ? (
          <Box component="span" sx={{ color: 'text.primary', fontWeight: 600 }}>
            {t('account.thisOne')}
          </Box>
        ) : (
          <>
            {t('account.lastUsed')} <When at={lastUsedAt} />
          </>
        )}
        <Typography variant="caption" component="div">
          {t('account.since')} <When at={createdAt} />
        </Typography>
      </Box>
      {current ? (
        <span />
      ) : (
        <Button
          onClick={end}
          aria-label={t('account.endNamed', { name })}
          sx={{ justifySelf: { md: 'end' } }}
        >
          {t('account.end')}
        </Button>
      )}
    </Row>
  )
}
