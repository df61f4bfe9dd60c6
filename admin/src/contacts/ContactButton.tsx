import Button from '@mui/material/Button'
import { useState } from 'react'
import { useT } from '../i18n/useT.ts'
import { ContactDialog } from './ContactDialog.tsx'

/** What an `obtain_contact` task asks for: filling it in completes the task and unblocks the thank-you. */
export function ContactButton({ contactId }: { contactId: string }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button data-act="done" variant="outlined" onClick={() => setOpen(true)}>
        {t('contact.enter')}
      </Button>
      {open && <ContactDialog contactId={contactId} onClose={() => setOpen(false)} />}
    </>
  )
}
