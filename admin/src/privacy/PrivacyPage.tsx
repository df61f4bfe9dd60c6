import Box from '@mui/material/Box'
import { useMe } from '../auth/useMe.ts'
import { ConsentSection } from '../clients/ConsentSection.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { useT } from '../i18n/useT.ts'
import { Inventory } from './Inventory.tsx'
import { OwnData } from './OwnData.tsx'
import { Requests } from './Requests.tsx'
import { RetentionForm } from './RetentionForm.tsx'

/** What is stored about people: for all. Who asks to be erased and how long things are kept: for admins. */
export function PrivacyPage() {
  const t = useT()
  const me = useMe()
  return (
    <>
      <PageHead title={t('privacy.title')} lead={t('privacy.lead')} />
      <Box sx={{ display: 'grid', gap: 7 }}>
        {me?.clientId && <ConsentSection clientId={me.clientId} own mayRecord />}
        {me?.clientId && <OwnData clientId={me.clientId} />}
        {me?.role === 'admin' && <Requests />}
        {me?.role === 'admin' && <RetentionForm />}
        <Inventory />
      </Box>
    </>
  )
}
