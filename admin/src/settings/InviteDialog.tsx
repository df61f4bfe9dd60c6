import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useForm } from 'react-hook-form'
import { inviteMember } from '../api/practice.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'

interface Values {
  email: string
  name: string
  role: 'admin' | 'coach'
}

/** Invites somebody to work here. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: { email: '', name: '', role: 'coach' } })
  const save = async ({ email, name, role }: Values) => {
    const invited = await inviteMember({
      email: email.trim(),
      role,
      ...(name.trim() && { name: name.trim() }),
    })
    notify('inviting.invited', { type: 'info', messageArgs: { email: invited.email } })
    await queries.invalidateQueries({ queryKey: ['invitations'] })
  }
  return (
    <FormDialog
      title={t('inviting.inviteTitle')}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('inviting.send')}
    >
      <Typography variant="body2">{t('inviting.lead')}</Typography>
      <Field<Values> name="email" type="email" label={t('login.email')} required autoFocus />
      <Field<Values> name="name" label={t('inviting.name')} helperText={t('inviting.nameHint')} />
      <Field<Values>
        name="role"
        select
        label={t('practice.members.role')}
        helperText={t('practice.members.roleHint')}
      >
        {(['coach', 'admin'] as const).map((one) => (
          <MenuItem key={one} value={one}>
            {t(`role.${one}`)}
          </MenuItem>
        ))}
      </Field>
    </FormDialog>
  )
}
