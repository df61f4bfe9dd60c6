import Typography from '@mui/material/Typography'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { removeSecondFactor, renewRecoveryCodes, shownBy } from '../api/account.ts'
import { ApiError } from '../api/problem.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx'

interface Values {
  password: string
  code: string
}

/** Asks for the password and a code, then removes the second factor or makes new recovery codes. */
export function ProofDialog({ what, onClose }: { what: 'remove' | 'codes'; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const form = useForm<Values>({ defaultValues: { password: '', code: '' } })
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <RecoveryCodesDialog codes={codes} onClose={onClose} />
  const save = async ({ password, code }: Values) => {
    const proof = { password, ...shownBy(code) }
    try {
      if (what === 'codes') return setCodes(await renewRecoveryCodes(proof))
      await removeSecondFactor(proof)
    } catch (error) {
      throw atOneField(error)
    }
    notify('account.removed', { type: 'info' })
    onClose()
  }
  return (
    <FormDialog
      title={t(what === 'remove' ? 'account.removeTitle' : 'account.newCodesTitle')}
      form={form}
      save={save}
      onClose={() => undefined}
      onCancel={onClose}
      submit={t(what === 'remove' ? 'account.remove' : 'account.newCodes')}
      danger={what === 'remove'}
    >
      <Typography variant="body2">
        {t(what === 'remove' ? 'account.removeText' : 'account.newCodesText')}
      </Typography>
      <Field<Values>
        name="password"
        type="password"
        autoComplete="current-password"
        label={t('account.yourPassword')}
        required
        autoFocus
      />
      <Field<Values>
        name="code"
        autoComplete="one-time-code"
        label={t('account.codeOrRecovery')}
        helperText={t('account.codeHint')}
        required
      />
    </FormDialog>
  )
}

/** Both kinds of code are typed into one field. */
function atOneField(error: unknown): unknown {
  if (!(error instanceof ApiError) || !error.problem.errors) return error
  const errors = error.problem.errors.map((one) => ({
    ...one,
    pointer: one.pointer.replace('/recoveryCode', '/code'),
  }))
  return new ApiError(error.status, { ...error.problem, errors })
}
