import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { Task } from '../api/types.ts'
import { ContactButton } from '../contacts/ContactButton.tsx'
import { useT } from '../i18n/useT.ts'
import { ActedLine } from './ActedLine.tsx'
import { isOpen } from './level.ts'
import { Reach } from './Reach.tsx'
import { SnoozeMenu } from './SnoozeMenu.tsx'
import type { Acts } from './useActs.ts'

interface Props {
  task: Task
  acts: Acts
  /** Skip stands beside Done in lists of tasks; Today leaves it out, to stay calm. */
  withSkip?: boolean
}

/** What can be done to a task now; after an act, what was done and Undo. */
export function TaskButtons({ task, acts, withSkip = false }: Props) {
  const t = useT()
  const busy = acts.busy.has(task.id)
  const acted = acts.acted.get(task.id)
  if (acted)
    return <ActedLine acted={acted} busy={busy} onUndo={() => acts.run(acted.after, { verb: 'undo' })} />
  return (
    <Box
      className="no-print"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        '& .MuiButton-root': { minHeight: { xs: 44, md: 30 } },
      }}
    >
      {isOpen(task.status) ? (
        <>
          <Reach task={task} />
          {task.kind === 'obtain_contact' && task.contactId ? (
            <ContactButton contactId={task.contactId} />
          ) : (
            task.status !== 'blocked' && (
              <Button
                data-act="done"
                variant="outlined"
                disabled={busy}
                aria-label={t('act.doneFor', { title: task.title })}
                onClick={() => acts.run(task, { verb: 'complete' })}
              >
                {t('act.done')}
              </Button>
            )
          )}
          {task.status !== 'blocked' && (
            <SnoozeMenu
              task={task}
              disabled={busy}
              onSnooze={(until) => acts.run(task, { verb: 'snooze', ...(until ? { until } : {}) })}
            />
          )}
          {withSkip && (
            <Button
              disabled={busy}
              onClick={() => acts.run(task, { verb: 'skip' })}
              aria-label={`${t('act.skip')}: ${task.title}`}
            >
              {t('act.skip')}
            </Button>
          )}
        </>
      ) : (
        task.status !== 'cancelled' && (
          <Button
            variant="outlined"
            disabled={busy}
            onClick={() => acts.run(task, { verb: 'reopen' })}
            aria-label={`${t('act.reopen')}: ${task.title}`}
          >
            {t('act.reopen')}
          </Button>
        )
      )}
    </Box>
  )
}
