import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { type Coverage, listCoverages, removeCoverage } from '../api/practice.ts'
import { useMe } from '../auth/useMe.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Surface } from '../components/Surface.tsx'
import { useDay } from '../i18n/useDay.ts'
import { useT } from '../i18n/useT.ts'
import { CoverageDialog } from './CoverageDialog.tsx'

/** Who stands in for whom: planned, running, over. */
export function CoveragePage() {
  const t = useT()
  const { data, error } = useQuery({ queryKey: ['coverages'], queryFn: listCoverages })
  const [editing, setEditing] = useState<Coverage | 'new' | null>(null)
  const [ending, setEnding] = useState<Coverage | null>(null)
  const add = (
    <Button variant="contained" onClick={() => setEditing('new')}>
      {t('practice.coverage.add')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('practice.coverage.title')}
        lead={t('practice.coverage.lead')}
        action={data && data.length > 0 ? add : undefined}
      />
      {error && <Notice>{describeError(error, t)}</Notice>}
      {!error && (
        <Surface>
          {!data ? (
            <LoadingRows rows={3} />
          ) : data.length === 0 ? (
            <Empty
              title={t('practice.coverage.emptyTitle')}
              text={t('practice.coverage.empty')}
              action={add}
            />
          ) : (
            <RowList testId="coverages">
              {data.map((coverage) => (
                <Line
                  key={coverage.id}
                  coverage={coverage}
                  onEdit={() => setEditing(coverage)}
                  onEnd={() => setEnding(coverage)}
                />
              ))}
            </RowList>
          )}
        </Surface>
      )}
      {editing && (
        <CoverageDialog coverage={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      {ending && <EndDialog coverage={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

function Line(props: { coverage: Coverage; onEdit: () => void; onEnd: () => void }) {
  const { coverage, onEdit, onEnd } = props
  const t = useT()
  const me = useMe()
  const day = useDay()
  const mine = me?.role === 'admin' || me?.memberId === coverage.member.id
  return (
    <Row columns="minmax(0, 1fr) auto">
      <Box sx={{ opacity: coverage.status === 'ended' ? 0.65 : 1 }}>
        <Typography sx={{ fontWeight: 600 }}>
          {t('practice.coverage.line', { delegate: coverage.delegate.name, member: coverage.member.name })}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('practice.coverage.period', { from: day(coverage.startsOn), to: day(coverage.endsOn) })} ·{' '}
          {t(`practice.coverage.${coverage.status}`)}
        </Typography>
      </Box>
      {mine && coverage.status !== 'ended' && (
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button onClick={onEdit}>{t('practice.coverage.edit')}</Button>
          <Button onClick={onEnd}>{t('practice.coverage.remove')}</Button>
        </Box>
      )}
    </Row>
  )
}

function EndDialog({ coverage, onClose }: { coverage: Coverage; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const end = async () => {
    await removeCoverage(coverage)
    notify('practice.coverage.removed', { type: 'info' })
    await queries.invalidateQueries()
  }
  const names = { delegate: coverage.delegate.name, member: coverage.member.name }
  return (
    <ConfirmDialog
      title={t('practice.coverage.removeTitle')}
      text={t('practice.coverage.removeText', names)}
      submit={t('practice.coverage.remove')}
      act={end}
      onClose={onClose}
    />
  )
}
