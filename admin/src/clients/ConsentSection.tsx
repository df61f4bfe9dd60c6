import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Consent, readConsent } from '../api/practice.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { useDay } from '../i18n/useDay.ts'
import { useT } from '../i18n/useT.ts'
import { ConsentDialog } from './ConsentDialog.tsx'

interface Props {
  clientId: string
  /** The client's own, who change it themselves. */
  own?: boolean
  mayRecord: boolean
}

/** What a client lets the practice see, and until when. */
export function ConsentSection({ clientId, own = false, mayRecord }: Props) {
  const t = useT()
  const [recording, setRecording] = useState(false)
  const { data, error } = useQuery({ queryKey: ['consent', clientId], queryFn: () => readConsent(clientId) })
  return (
    <Section
      title={t(own ? 'practice.consent.titleOwn' : 'practice.consent.title')}
      action={
        mayRecord &&
        data && (
          <Button className="no-print" onClick={() => setRecording(true)}>
            {t(data.givenAt ? 'practice.consent.change' : 'practice.consent.record')}
          </Button>
        )
      }
    >
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : data ? (
        <Parts consent={data} own={own} />
      ) : (
        <LoadingRows rows={2} />
      )}
      {recording && data && (
        <ConsentDialog clientId={clientId} consent={data} own={own} onClose={() => setRecording(false)} />
      )}
    </Section>
  )
}

function Parts({ consent, own }: { consent: Consent; own: boolean }) {
  const t = useT()
  const day = useDay()
  const how =
    consent.givenBy === null
      ? t('practice.consent.none')
      : consent.givenBy === 'client'
        ? t(own ? 'practice.consent.byYou' : 'practice.consent.byClient')
        : t('practice.consent.byPractice', { source: consent.source ?? '' })
  const ends =
    consent.endsOn && !consent.ended ? `, ${t('practice.consent.until', { date: day(consent.endsOn) })}` : ''
  return (
    <Box sx={{ px: 4, py: 3, display: 'grid', gap: 2 }}>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 1, columnGap: 4 }}
      >
        {(['pipeline', 'notes', 'contacts'] as const).map((part) => {
          const seen = consent[part] && !consent.ended
          return (
            <Box key={part} sx={{ display: 'contents' }}>
              <Box component="dt">
                {t(own && part === 'contacts' ? 'practice.consent.contactsOwn' : `practice.consent.${part}`)}
              </Box>
              <Box component="dd" sx={{ m: 0, fontWeight: seen ? 400 : 600 }}>
                {t(seen ? 'practice.consent.seen' : 'practice.consent.withheld')}
              </Box>
            </Box>
          )
        })}
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {consent.ended && consent.endsOn
          ? t('practice.consent.ended', { date: day(consent.endsOn) })
          : `${how}${ends}`}
      </Typography>
    </Box>
  )
}
