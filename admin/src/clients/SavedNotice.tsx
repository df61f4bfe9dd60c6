import Box from '@mui/material/Box'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'

/** After a debrief: says that it is saved, and how many steps the plan has. */
export function SavedNotice({ saved }: { saved: unknown }) {
  const t = useT()
  if (typeof saved !== 'number') return null
  return (
    <Box sx={{ mb: 2 }}>
      <Notice tone="good">{t('client.saved', { smart_count: saved })}</Notice>
    </Box>
  )
}
