import MenuItem from '@mui/material/MenuItem'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useForm } from 'react-hook-form'
import { locales } from '../../../server/domain/vocabulary.ts'
import { changeMember, type Member } from '../api/practice.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { ZoneField } from '../components/ZoneField.tsx'
import { localeNames } from '../i18n/locale.ts'
import { useT } from '../i18n/useT.ts'

type Values = Pick<Member, 'name' | 'role' | 'locale' | 'timeZone'>

/** Name, role, language and zone of a member. */
export function MemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const { name, role, locale, timeZone } = member
  const form = useForm<Values>({ defaultValues: { name, role, locale, timeZone } })
  const save = async (values: Values) => {
    await changeMember(member, values)
    notify('practice.saved', { type: 'info' })
    await queries.invalidateQueries({ queryKey: ['members'] })
  }
  return (
    <FormDialog
      title={t('practice.members.editTitle', { name })}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('act.save')}
    >
      <Field<Values> name="name" label={t('clients.name')} required autoFocus />
      <Field<Values>
        name="role"
        select
        label={t('practice.members.role')}
        helperText={t('practice.members.roleHint')}
      >
        {(['admin', 'coach'] as const).map((one) => (
          <MenuItem key={one} value={one}>
            {t(`role.${one}`)}
          </MenuItem>
        ))}
      </Field>
      <ZoneField<Values> name="timeZone" label={t('clients.timeZone')} />
      <Field<Values> name="locale" select label={t('clients.locale')}>
        {locales.map((one) => (
          <MenuItem key={one} value={one}>
            {localeNames[one]}
          </MenuItem>
        ))}
      </Field>
    </FormDialog>
  )
}
