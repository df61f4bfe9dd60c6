import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readSecondFactor, type SecondFactor } from '../api/account.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { forgetMe } from '../providers/authProvider.ts'
import { EnrolDialog } from './EnrolDialog.tsx'
import { ProofDialog } from './ProofDialog.tsx'

/** Fewer recovery codes than this are said to be few. */
const few = 3

/** Whether a second factor is set up, and what can be done about it. */
export function SecondFactorSection() {
  const t = useT()
  const queries = useQueryClient()
  const { data, error } = useQuery({ queryKey: ['second-factor'], queryFn: readSecondFactor })
  const [open, setOpen] = useState<'enrol' | 'remove' | 'codes' | null>(null)
  const close = () => {
    setOpen(null)
    // Whether the rest of the panel is open to them may have changed.
    forgetMe()
    for (const key of [['second-factor'], ['sessions'], ['auth', 'getIdentity']])
      void queries.invalidateQueries({ queryKey: key })
  }
  return (
    <Section title={t('account.secondFactor')}>
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : data ? (
        <State factor={data} onOpen={setOpen} />
      ) : (
        <LoadingRows rows={2} />
      )}
      {open === 'enrol' && <EnrolDialog onClose={close} />}
      {(open === 'remove' || open === 'codes') && <ProofDialog what={open} onClose={close} />}
    </Section>
  )
}

function State({
  factor,
  onOpen,
}: {
  factor: SecondFactor
  onOpen: (what: 'enrol' | 'remove' | 'codes') => void
}) {
  const t = useT()
  const { confirmedAt, recoveryCodesLeft, required } = factor
  if (!confirmedAt)
    return (
      <Box sx={{ px: 4, py: 4, display: 'grid', gap: 3, justifyItems: 'start' }}>
        <Typography variant="body2">{t('account.noFactor')}</Typography>
        <Button variant="contained" onClick={() => onOpen('enrol')}>
          {t('account.setUp')}
        </Button>
      </Box>
    )
  return (
    <Box sx={{ px: 4, py: 4, display: 'grid', gap: 3 }}>
      <Typography variant="body2">
        {t('account.hasFactor')} <When at={confirmedAt} as="date" />
      </Typography>
      {recoveryCodesLeft < few ? (
        <Notice tone="due">{t('account.codesLeft', { smart_count: recoveryCodesLeft })}</Notice>
      ) : (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('account.codesLeft', { smart_count: recoveryCodesLeft })}
        </Typography>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Button variant="outlined" onClick={() => onOpen('codes')}>
          {t('account.newCodes')}
        </Button>
        {!required && <Button onClick={() => onOpen('remove')}>{t('account.remove')}</Button>}
      </Box>
      {required && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t('account.required')}
        </Typography>
      )}
    </Box>
  )
}
