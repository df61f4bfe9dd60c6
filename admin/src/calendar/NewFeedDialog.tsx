import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { webcal } from '../components/addresses.ts'
import { OnceDialog } from '../components/OnceDialog.tsx'
import { useT } from '../i18n/useT.ts'

const programs = ['google', 'apple', 'outlook'] as const

/** Shows a new address, once, and what to do with it. */
export function NewFeedDialog({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useT()
  return (
    <OnceDialog
      title={t('calendar.newTitle')}
      lead={t('calendar.newLead')}
      secret={url}
      testId="calendar-url"
      words="calendar"
      action={<Button href={webcal(url)}>{t('calendar.open')}</Button>}
      onClose={onClose}
    >
      <Typography variant="h3" sx={{ mt: 5, mb: 2 }}>
        {t('calendar.how')}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 2.5 }}>
        {programs.map((program) => (
          <Box key={program}>
            <Typography component="dt" sx={{ fontWeight: 600 }}>
              {t(`calendar.programs.${program}.name`)}
            </Typography>
            <Typography component="dd" variant="body2" sx={{ m: 0, color: 'text.secondary' }}>
              {t(`calendar.programs.${program}.how`)}
            </Typography>
          </Box>
        ))}
      </Box>
    </OnceDialog>
  )
}
