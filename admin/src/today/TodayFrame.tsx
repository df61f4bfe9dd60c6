import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { PageHead } from '../components/PageHead.tsx'
import { Section } from '../components/Section.tsx'
import { useNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { readerZone } from '../time/zone.ts'

interface Props {
  counts: ReactNode
  notice?: ReactNode
  title: string
  beside: ReactNode
  children: ReactNode
}

/** The date as the headline, what is to be done, and beside it what today and tomorrow bring. */
export function TodayFrame({ counts, notice, title, beside, children }: Props) {
  const t = useT()
  const words = useTimeWords()
  const now = useNow()
  const date = new Intl.DateTimeFormat(words.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: readerZone(),
  }).format(new Date(now))
  return (
    <>
      <PageHead
        title={date.charAt(0).toLocaleUpperCase(words.locale) + date.slice(1)}
        tab={t('nav.today')}
        action={counts}
      />
      {notice && <Box sx={{ mb: 4 }}>{notice}</Box>}
      <Box
        sx={{
          display: 'grid',
          gap: 6,
          alignItems: 'start',
          gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1fr) 320px' },
        }}
      >
        <Section title={title}>{children}</Section>
        <Box
          sx={{
            display: 'grid',
            gap: 6,
            gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: '1fr' },
            alignItems: 'start',
          }}
        >
          {beside}
        </Box>
      </Box>
    </>
  )
}
