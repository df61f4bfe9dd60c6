import Box from '@mui/material/Box'
import { useEffect, useMemo } from 'react'
import type { Task } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { RowList } from '../components/Row.tsx'
import { useT } from '../i18n/useT.ts'
import { TaskRow } from './TaskRow.tsx'
import { useActs } from './useActs.ts'
import { useRowKeys } from './useRowKeys.ts'
import { useSettled } from './useSettled.ts'

interface Props {
  tasks: readonly Task[] | undefined
  error?: unknown
  empty: string
  /** On a client's page the name of the client needs no saying. */
  within?: 'client' | 'all'
  /** Names what is listed; when it changes, the rows that were kept go. */
  question: string
}

const keyOf = (task: Task) => task.id
const none: readonly Task[] = []

export function TaskList({ tasks, error, empty, within = 'all', question }: Props) {
  const t = useT()
  const acts = useActs()
  const kept = useMemo(() => new Set(acts.acted.keys()), [acts.acted])
  const { settled, hold, container, reset } = useSettled(tasks ?? none, keyOf, kept)
  useRowKeys(container)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is what resets
  useEffect(reset, [question])
  if (error) return <Notice>{describeError(error, t)}</Notice>
  if (!tasks) return <LoadingRows rows={4} />
  if (settled.length === 0) return <Empty text={empty} />
  return (
    <Box ref={container} {...hold}>
      <RowList testId="tasks">
        {settled.map(({ key, row, gone }) => (
          <TaskRow key={key} task={row} acts={acts} within={within} gone={gone} />
        ))}
      </RowList>
    </Box>
  )
}
