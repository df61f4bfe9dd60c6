import ArrowIcon from '@mui/icons-material/ExpandMoreOutlined'
import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import type { Task } from '../api/types.ts'
import { serverNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { snoozeUntil } from '../time/snooze.ts'
import { readerZone } from '../time/zone.ts'
import { SnoozeDialog } from './SnoozeDialog.tsx'

interface Props {
  task: Task
  disabled: boolean
  /** undefined: the next business day, which the server knows. */
  onSnooze: (until: string | undefined) => void
}

/** Choices in the client's days: "tomorrow" is theirs. */
export function SnoozeMenu({ task, disabled, onSnooze }: Props) {
  const t = useT()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [picking, setPicking] = useState(false)
  const zone = task.client?.timeZone ?? readerZone()
  const choose = (until: string | undefined) => {
    setAnchor(null)
    onSnooze(until)
  }
  return (
    <>
      <Button
        data-act="snooze"
        variant="outlined"
        disabled={disabled}
        aria-label={t('act.snoozeMenu', { title: task.title })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ArrowIcon fontSize="small" />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('act.snooze')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => choose(snoozeUntil('tomorrow', serverNow(), zone))}>
          {t('act.tomorrow')}
        </MenuItem>
        <MenuItem onClick={() => choose(undefined)}>{t('act.nextBusinessDay')}</MenuItem>
        <MenuItem onClick={() => choose(snoozeUntil('nextWeek', serverNow(), zone))}>
          {t('act.nextWeek')}
        </MenuItem>
        <MenuItem
          onClick={() => {
            setAnchor(null)
            setPicking(true)
          }}
        >
          {t('act.pickDate')}
        </MenuItem>
      </Menu>
      {picking && (
        <SnoozeDialog
          zone={zone}
          onClose={() => setPicking(false)}
          onPick={(until) => {
            setPicking(false)
            onSnooze(until)
          }}
        />
      )}
    </>
  )
}
