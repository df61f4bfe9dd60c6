import type { NewApiKey } from '../api/practice.ts'
import { OnceDialog } from '../components/OnceDialog.tsx'
import { useT } from '../i18n/useT.ts'

/** Shows a new key, once. */
export function NewKeyDialog({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const t = useT()
  return (
    <OnceDialog
      title={t('practice.apiKeys.made')}
      lead={t('practice.apiKeys.madeLead')}
      secret={made.key}
      testId="new-key"
      onClose={onClose}
    />
  )
}
