import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useForm } from 'react-hook-form'
import { deactivateMember, type Member } from '../api/practice.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'

type Values = { handOverTo: string }

/** Ends what a member can do, and says who takes over. */
export function DeactivateDialog(props: { member: Member; members: Member[]; onClose: () => void }) {
  const { member, members, onClose } = props
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: { handOverTo: '' } })
  const { name } = member
  const save = async ({ handOverTo }: Values) => {
    await deactivateMember(member, handOverTo || null)
    notify('practice.members.deactivated', { type: 'info', messageArgs: { name } })
    await queries.invalidateQueries()
  }
  return (
    <FormDialog
      title={t('practice.members.deactivateTitle', { name })}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('practice.members.deactivate').replace('…', '')}
      danger
    >
      <Typography variant="body2">{t('practice.members.deactivateLead')}</Typography>
      <Field<Values>
        name="handOverTo"
        select
        label={t('practice.members.handOver')}
        helperText={t('practice.members.handOverHint')}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value="">{t('practice.members.nobody')}</MenuItem>
        {members
          .filter(({ id, active }) => active && id !== member.id)
          .map((one) => (
            <MenuItem key={one.id} value={one.id}>
              {one.name}
            </MenuItem>
          ))}
      </Field>
    </FormDialog>
  )
}
