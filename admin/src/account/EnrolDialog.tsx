import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { beginSecondFactor, confirmSecondFactor, type NewSecondFactor } from '../api/account.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx'

interface Values {
  password: string
  code: string
}

const goOn = () => undefined

/** Three steps: the password, the app with its first code, the recovery codes. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const form = useForm<Values>({ defaultValues: { password: '', code: '' } })
  const [begun, setBegun] = useState<NewSecondFactor | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <RecoveryCodesDialog codes={codes} onClose={onClose} />
  if (!begun)
    return (
      <FormDialog
        title={t('account.setUpTitle')}
        form={form}
        save={async ({ password }) => setBegun(await beginSecondFactor(password))}
        onClose={goOn}
        onCancel={onClose}
        submit={t('account.next')}
      >
        <Typography variant="body2">{t('account.setUpLead')}</Typography>
        <Field<Values>
          name="password"
          type="password"
          autoComplete="current-password"
          label={t('account.yourPassword')}
          required
          autoFocus
        />
      </FormDialog>
    )
  return (
    <FormDialog
      key="code"
      title={t('account.scanTitle')}
      form={form}
      save={async ({ code }) => setCodes(await confirmSecondFactor(code.replace(/\s/g, '')))}
      onClose={goOn}
      onCancel={onClose}
      submit={t('account.confirm')}
    >
      <Typography variant="body2">{t('account.scanLead')}</Typography>
      <Scan factor={begun} />
      <Field<Values>
        name="code"
        label={t('account.code')}
        helperText={t('account.firstCodeHint')}
        autoComplete="one-time-code"
        required
        autoFocus
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 7 } }}
      />
    </FormDialog>
  )
}

function Scan({ factor: { qr, secret, otpauthUri } }: { factor: NewSecondFactor }) {
  const t = useT()
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 4, alignItems: 'center' }}>
      <Box
        component="img"
        src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
        alt={t('account.qr')}
        sx={{ width: 176, height: 176, p: 2, borderRadius: 2, bgcolor: '#fff' }}
      />
      <Box sx={{ flex: '1 1 200px', display: 'grid', gap: 1.5 }}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('account.typeSecret')}
        </Typography>
        <Box component="code" data-testid="secret" sx={{ overflowWrap: 'anywhere', userSelect: 'all' }}>
          {secret.match(/.{1,4}/g)?.join(' ')}
        </Box>
        <Typography variant="body2">
          <Link href={otpauthUri}>{t('account.openApp')}</Link>
        </Typography>
      </Box>
    </Box>
  )
}
