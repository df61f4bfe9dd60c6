import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useT } from '../i18n/useT.ts'
import { OutsidePage } from './OutsidePage.tsx'
import type { Choice } from './useEnter.ts'

/** For people of several organizations: which one they sign in to. */
export function OrganizationPage({
  choice,
  busy,
  onAgain,
}: {
  choice: Choice
  busy: boolean
  onAgain: () => void
}) {
  const t = useT()
  return (
    <OutsidePage title={t('login.chooseTitle')} lead={t('login.chooseLead')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {choice.organizations.map(({ id, name }) => (
          <Button key={id} variant="outlined" size="large" disabled={busy} onClick={() => choice.choose(id)}>
            {name}
          </Button>
        ))}
        <Button onClick={onAgain}>{t('account.startAgain')}</Button>
      </Box>
    </OutsidePage>
  )
}
