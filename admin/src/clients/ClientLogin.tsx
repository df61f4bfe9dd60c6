import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { inviteClient, listInvitations } from '../api/practice.ts'
import { ApiError } from '../api/problem.ts'
import type { Client } from '../api/types.ts'
import { useFail } from '../components/useFail.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { useInvitationActs } from '../settings/InvitationsSection.tsx'

/** Whether a client can log in themselves, and the way there. */
export function ClientLogin({ client }: { client: Client }) {
  const t = useT()
  const fail = useFail()
  const notify = useNotify()
  const queries = useQueryClient()
  const { resend, revoke } = useInvitationActs()
  const queryKey = ['invitations', client.id]
  const { data } = useQuery({ queryKey, queryFn: () => listInvitations({ clientId: client.id }) })
  const invite = async () => {
    try {
      const { email } = await inviteClient(client.id)
      notify('inviting.invited', { type: 'info', messageArgs: { email } })
    } catch (error) {
      const has = error instanceof ApiError && error.problem.errors?.some(({ code }) => code === 'has_login')
      if (has) notify('inviting.hasLogin', { type: 'info' })
      else fail(error)
    }
    await queries.invalidateQueries({ queryKey: ['invitations'] })
  }
  if (!data) return <span>…</span>
  const open = data.find(({ status }) => status === 'open')
  if (data.some(({ status }) => status === 'accepted')) return <span>{t('inviting.hasLogin')}</span>
  if (!client.email) return <span>{t('inviting.noMail')}</span>
  if (!open)
    return (
      <Button onClick={invite} className="no-print" sx={{ px: 0, minWidth: 0 }}>
        {t('inviting.inviteClient')}
      </Button>
    )
  return (
    <>
      {t('inviting.clientInvited')} <When at={open.sentAt} as="day" />
      <Box className="no-print" sx={{ display: 'flex', gap: 3 }}>
        <Button onClick={() => resend(open)} sx={{ px: 0, minWidth: 0 }}>
          {t('inviting.resend')}
        </Button>
        <Button onClick={() => revoke(open)} sx={{ px: 0, minWidth: 0 }}>
          {t('inviting.revoke')}
        </Button>
      </Box>
    </>
  )
}
