import Box from '@mui/material/Box'
import { useT } from '../i18n/useT.ts'

export type UrgencyLevel = 'overdue' | 'due' | 'upcoming' | 'blocked' | 'done'

interface MarkProps {
  level: UrgencyLevel
  withWord?: boolean
  /** What to say instead of the level. */
  word?: string
}

/** Shape, word and colour together: filled square, half disc, ring, dashed ring, tick. */
export function UrgencyMark({ level, withWord = true, word }: MarkProps) {
  const t = useT()
  const said = word ?? t(`urgency.${level}`)
  return (
    <Box
      component="span"
      sx={(theme) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: '5px',
        color: theme.palette.aw[level === 'overdue' ? 'overdue' : level === 'due' ? 'due' : 'quiet'],
        fontSize: '0.75rem',
        fontWeight: level === 'overdue' || level === 'due' ? 650 : 500,
        whiteSpace: 'nowrap',
      })}
    >
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        {shapes[level]}
      </svg>
      {withWord ? said : <span className="visually-hidden">{said}</span>}
    </Box>
  )
}

const shapes: Record<UrgencyLevel, React.ReactNode> = {
  overdue: <rect width="10" height="10" rx="2" fill="currentColor" />,
  due: (
    <>
      <circle cx="5" cy="5" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M5 .75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
    </>
  ),
  upcoming: <circle cx="5" cy="5" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  blocked: (
    <circle
      cx="5"
      cy="5"
      r="4.25"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2 1.6"
    />
  ),
  done: <path d="M1 5.2 4 8l5-6" fill="none" stroke="currentColor" strokeWidth="1.7" />,
}

/** The bar at the left of a row: filled for overdue, lighter for due, none else. */
export function UrgencyBar({ level }: { level: UrgencyLevel }) {
  return (
    <Box
      aria-hidden
      sx={(theme) => ({
        width: level === 'overdue' ? 5 : 4,
        alignSelf: 'stretch',
        borderRadius: 2,
        flex: 'none',
        background:
          level === 'overdue'
            ? theme.palette.aw.overdue
            : level === 'due'
              ? `repeating-linear-gradient(180deg, ${theme.palette.aw.dueBar} 0 7px, transparent 7px 10px)`
              : 'transparent',
      })}
    />
  )
}
