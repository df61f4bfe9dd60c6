import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useForm } from 'react-hook-form'
import { type Coverage, changeCoverage, createCoverage, listMembers } from '../api/practice.ts'
import { useMe } from '../auth/useMe.ts'
import { DayField } from '../components/DayField.tsx'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'

interface Values {
  memberId: string
  delegateId: string
  startsOn: string
  endsOn: string
}

/** Plans a coverage, or changes one. A coach plans their own; an admin anybody's. */
export function CoverageDialog({ coverage, onClose }: { coverage: Coverage | null; onClose: () => void }) {
  const t = useT()
  const me = useMe()
  const notify = useNotify()
  const queries = useQueryClient()
  const { data: members = [] } = useQuery({ queryKey: ['members'], queryFn: listMembers })
  const form = useForm<Values>({
    defaultValues: {
      memberId: coverage?.member.id ?? me?.memberId ?? '',
      delegateId: coverage?.delegate.id ?? '',
      startsOn: coverage?.startsOn ?? '',
      endsOn: coverage?.endsOn ?? '',
    },
  })
  const away = form.watch('memberId')
  const save = async ({ memberId, ...rest }: Values) => {
    await (coverage ? changeCoverage(coverage, rest) : createCoverage({ memberId, ...rest }))
    notify('practice.saved', { type: 'info' })
    await queries.invalidateQueries()
  }
  const active = members.filter((one) => one.active)
  return (
    <FormDialog
      title={t('practice.coverage.add')}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('act.save')}
    >
      <Field<Values>
        name="memberId"
        select
        required
        label={t('practice.coverage.who')}
        disabled={coverage !== null || me?.role !== 'admin'}
      >
        {active.map((one) => (
          <MenuItem key={one.id} value={one.id}>
            {one.name}
          </MenuItem>
        ))}
      </Field>
      <Field<Values> name="delegateId" select required label={t('practice.coverage.delegate')}>
        {active
          .filter(({ id }) => id !== away)
          .map((one) => (
            <MenuItem key={one.id} value={one.id}>
              {one.name}
            </MenuItem>
          ))}
      </Field>
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <DayField<Values> name="startsOn" label={t('practice.coverage.from')} required />
        <DayField<Values> name="endsOn" label={t('practice.coverage.to')} required />
      </Box>
    </FormDialog>
  )
}
