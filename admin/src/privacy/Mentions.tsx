import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { Mention } from '../api/privacy.ts'
import { TextLink } from '../components/TextLink.tsx'
import { useT } from '../i18n/useT.ts'

/** After erasing: where the name still stands in what was written about others. */
export function Mentions({ mentions, onClose }: { mentions: readonly Mention[]; onClose: () => void }) {
  const t = useT()
  const interviews = mentions.filter(({ type }) => type === 'interview')
  const others = mentions.length - interviews.length
  return (
    <Dialog open onClose={onClose} aria-labelledby="mentions-dialog" fullWidth maxWidth="sm">
      <DialogTitle id="mentions-dialog">{t('privacy.mentions')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2">{t('privacy.mentionsLead')}</Typography>
        <Box component="ul" sx={{ pl: 5, mb: 0 }}>
          {interviews.map(({ id }, index) => (
            <li key={id}>
              <TextLink to={`/interviews/${id}`}>
                {t('privacy.mentionInterview', { number: index + 1 })}
              </TextLink>
            </li>
          ))}
          {others > 0 && <li>{t('privacy.mentionOthers', { smart_count: others })}</li>}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
