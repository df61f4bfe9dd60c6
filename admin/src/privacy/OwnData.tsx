import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { askToBeErased, openRequests, withdrawRequest } from '../api/privacy.ts'
import { Section } from '../components/Section.tsx'
import { useFail } from '../components/useFail.ts'
import { useT } from '../i18n/useT.ts'
import { ExportButton } from './ExportButton.tsx'

/** For clients: their own data as files, and asking to be erased. */
export function OwnData({ clientId }: { clientId: string }) {
  const t = useT()
  const notify = useNotify()
  const fail = useFail()
  const queries = useQueryClient()
  const { data } = useQuery({ queryKey: ['erasure-requests'], queryFn: ({ signal }) => openRequests(signal) })
  const [open] = data?.data ?? []
  const act = async (run: () => Promise<unknown>, said: string) => {
    try {
      await run()
      notify(said, { type: 'info' })
    } catch (error) {
      fail(error)
    } finally {
      void queries.invalidateQueries({ queryKey: ['erasure-requests'] })
    }
  }
  return (
    <Section title={t('privacy.own')}>
      <Line text={t('privacy.ownLead')}>
        <ExportButton clientId={clientId} />
      </Line>
      {data && (
        <Line text={t(open ? 'privacy.askedOn' : 'privacy.askLead')}>
          {open ? (
            <Button onClick={() => act(() => withdrawRequest(open.id), 'privacy.withdrawn')}>
              {t('privacy.withdraw')}
            </Button>
          ) : (
            <Button color="error" onClick={() => act(() => askToBeErased(clientId), 'privacy.askSaid')}>
              {t('privacy.ask')}
            </Button>
          )}
        </Line>
      )}
    </Section>
  )
}

const Line = ({ text, children }: { text: string; children: React.ReactNode }) => (
  <Box
    sx={{
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: 2,
      px: 4,
      py: 3,
      '& + &': { borderTop: 1, borderColor: 'divider' },
    }}
  >
    <Typography variant="body2" sx={{ flex: 1, minWidth: 220, color: 'text.secondary' }}>
      {text}
    </Typography>
    {children}
  </Box>
)
