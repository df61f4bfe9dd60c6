import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { TriageRow } from '../api/types.ts'
import { Empty } from '../components/Empty.tsx'
import { useT } from '../i18n/useT.ts'
import { debriefLink } from '../layout/links.ts'
import { useActs } from '../tasks/useActs.ts'
import { useRowKeys } from '../tasks/useRowKeys.ts'
import { useSettled } from '../tasks/useSettled.ts'
import { TriageItem } from './TriageItem.tsx'

/** As many as fit into a glance; the others are one press away. */
const FIRST = 12

const keyOf = (row: TriageRow) => row.task.id

export function TriageList({ rows }: { rows: TriageRow[] }) {
  const t = useT()
  const acts = useActs()
  const kept = useMemo(() => new Set(acts.acted.keys()), [acts.acted])
  const { settled, hold, container } = useSettled(rows, keyOf, kept)
  const [all, setAll] = useState(false)
  useRowKeys(container)
  if (settled.length === 0)
    return (
      <Empty
        title={t('today.emptyTitle')}
        text={t('today.empty')}
        action={
          <Button component={Link} to={debriefLink.to} variant="contained">
            {t('nav.newDebrief')}
          </Button>
        }
      />
    )
  const shown = all ? settled : settled.slice(0, FIRST)
  const hidden = settled.length - shown.length
  return (
    <Box ref={container} {...hold}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }} data-testid="triage-list">
        {shown.map(({ key, row, gone }) => (
          <TriageItem key={key} row={row} gone={gone} acts={acts} />
        ))}
      </Box>
      {hidden > 0 && (
        <Box sx={{ p: 2, borderTop: 1, borderColor: 'divider' }}>
          <Button onClick={() => setAll(true)}>{t('today.more', { smart_count: hidden })}</Button>
        </Box>
      )}
    </Box>
  )
}
