import Button from '@mui/material/Button'
import type { Task } from '../api/types.ts'
import { callTo, mailTo } from '../components/addresses.ts'
import { useT } from '../i18n/useT.ts'

/** The next hand movement: write to them or call them, where the way to do it is known. */
export function Reach({ task }: { task: Task }) {
  const t = useT()
  const { contact } = task
  if (!contact || task.status === 'blocked') return null
  if (task.channel === 'phone' && contact.phone)
    return (
      <Button variant="outlined" href={callTo(contact.phone)} title={contact.phone}>
        {t('act.call')}
      </Button>
    )
  if (task.channel === 'email' && contact.email)
    return (
      <Button variant="outlined" href={mailTo(contact.email)} title={contact.email}>
        {t('act.write')}
      </Button>
    )
  return null
}
