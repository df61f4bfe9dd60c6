import MenuItem from '@mui/material/MenuItem'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { listMembers, putCoach } from '../api/practice.ts'
import type { Client } from '../api/types.ts'
import { DayField } from '../components/DayField.tsx'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'

interface Values {
  memberId: string
  level: 'coaching' | 'viewing'
  endsOn: string
}

/** Lets another member look after a client, or look on, until a day if there is one. */
export function CoachDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const { data: members = [] } = useQuery({ queryKey: ['members'], queryFn: listMembers })
  const form = useForm<Values>({ defaultValues: { memberId: '', level: 'coaching', endsOn: '' } })
  const save = async ({ memberId, level, endsOn }: Values) => {
    await putCoach(client.id, memberId, { level, endsOn: endsOn || null })
    await queries.invalidateQueries({ queryKey: ['coaches', client.id] })
  }
  return (
    <FormDialog
      title={t('practice.coaches.addTitle', { name: client.name })}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('practice.coaches.add')}
    >
      <Field<Values> name="memberId" select required label={t('practice.coaches.who')}>
        {members
          .filter(({ id, active }) => active && id !== client.primaryCoachId)
          .map((one) => (
            <MenuItem key={one.id} value={one.id}>
              {one.name}
            </MenuItem>
          ))}
      </Field>
      <Field<Values> name="level" select label={t('practice.coaches.level')}>
        {(['coaching', 'viewing'] as const).map((one) => (
          <MenuItem key={one} value={one}>
            {t(`practice.coaches.levels.${one}`)}
          </MenuItem>
        ))}
      </Field>
      <DayField<Values>
        name="endsOn"
        label={t('practice.coaches.ends')}
        helperText={t('practice.coaches.endsHint')}
      />
    </FormDialog>
  )
}
