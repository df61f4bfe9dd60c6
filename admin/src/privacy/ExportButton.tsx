import Button from '@mui/material/Button'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { downloadExport } from '../api/privacy.ts'
import { useFail } from '../components/useFail.ts'
import { useT } from '../i18n/useT.ts'

/** Puts everything about a client among the browser's downloads. */
export function ExportButton({ clientId }: { clientId: string }) {
  const t = useT()
  const notify = useNotify()
  const fail = useFail()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await downloadExport(clientId)
      notify('privacy.exported', { type: 'info' })
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant="outlined" onClick={save} disabled={busy}>
      {t(busy ? 'privacy.exporting' : 'privacy.export')}
    </Button>
  )
}
