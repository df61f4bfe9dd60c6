import CloseIcon from '@mui/icons-material/CloseOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { type ClientCoach, listCoaches, removeCoach } from '../api/practice.ts'
import type { Client } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { useFail } from '../components/useFail.ts'
import { useDay } from '../i18n/useDay.ts'
import { useT } from '../i18n/useT.ts'
import { CoachDialog } from './CoachDialog.tsx'

/** Who looks after a client, and who stands in. */
export function Coaches({ client }: { client: Client }) {
  const t = useT()
  const [adding, setAdding] = useState(false)
  const manages = client.access === 'admin' || client.access === 'primary'
  const { data, error } = useQuery({
    queryKey: ['coaches', client.id],
    queryFn: () => listCoaches(client.id),
  })
  return (
    <Section
      title={t('practice.coaches.title')}
      action={
        manages && (
          <Button className="no-print" onClick={() => setAdding(true)}>
            {t('practice.coaches.add')}
          </Button>
        )
      }
    >
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : data ? (
        <RowList testId="coaches">
          {data.map((coach) => (
            <Line key={coach.memberId} client={client} coach={coach} manages={manages} />
          ))}
        </RowList>
      ) : (
        <LoadingRows rows={1} />
      )}
      {adding && <CoachDialog client={client} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function Line({ client, coach, manages }: { client: Client; coach: ClientCoach; manages: boolean }) {
  const t = useT()
  const day = useDay()
  const fail = useFail()
  const notify = useNotify()
  const queries = useQueryClient()
  const { name, endsOn, ended, coveredBy } = coach
  const remove = async () => {
    try {
      await removeCoach(client.id, coach.memberId)
      notify('practice.coaches.removed', { type: 'info', messageArgs: { name } })
    } catch (error) {
      fail(error)
    }
    await queries.invalidateQueries({ queryKey: ['coaches', client.id] })
  }
  const facts = [
    t(`practice.coaches.${coach.level}`),
    endsOn && t(ended ? 'practice.coaches.ended' : 'practice.coaches.until', { date: day(endsOn) }),
    ...coveredBy.map((one) => t('practice.coaches.covered', { name: one.name, date: day(one.endsOn) })),
  ].filter(Boolean)
  return (
    <Row columns="minmax(0, 1fr) 40px" sx={{ gridTemplateColumns: 'minmax(0, 1fr) 40px' }}>
      <Box sx={{ opacity: ended ? 0.65 : 1 }}>
        <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {facts.join(' · ')}
        </Typography>
      </Box>
      {manages && coach.level !== 'primary' ? (
        <IconButton aria-label={t('practice.coaches.removeFrom', { name })} onClick={remove}>
          <CloseIcon fontSize="small" />
        </IconButton>
      ) : (
        <span />
      )}
    </Row>
  )
}
