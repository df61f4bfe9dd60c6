import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { usePermissions } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { Client } from '../api/types.ts'
import { Section } from '../components/Section.tsx'
import { useT } from '../i18n/useT.ts'
import { EraseDialog } from './EraseDialog.tsx'
import { ExportButton } from './ExportButton.tsx'

/** On a client's page, for admins: their data as files, and erasing them. */
export function ClientData({ client }: { client: Client }) {
  const t = useT()
  const navigate = useNavigate()
  const { permissions: role } = usePermissions<Role>()
  const [erasing, setErasing] = useState(false)
  if (role !== 'admin') return null
  const { id, version, name } = client
  return (
    <Box className="no-print">
      <Section title={t('privacy.client')}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, px: 4, py: 3 }}>
          <Typography variant="body2" sx={{ flex: 1, minWidth: 220, color: 'text.secondary' }}>
            {t('privacy.clientLead')}
          </Typography>
          <ExportButton clientId={id} />
          <Button color="error" onClick={() => setErasing(true)}>
            {t('privacy.erase')}
          </Button>
        </Box>
      </Section>
      {erasing && (
        <EraseDialog
          whom={{ kind: 'client', id, version, name }}
          onClose={() => setErasing(false)}
          onErased={() => navigate('/clients')}
        />
      )}
    </Box>
  )
}
