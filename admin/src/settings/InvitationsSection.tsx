import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { type Invitation, listInvitations, resendInvitation, revokeInvitation } from '../api/practice.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { useFail } from '../components/useFail.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { InviteDialog } from './InviteDialog.tsx'

/** Who has been invited to work here and has not come yet. */
export function InvitationsSection({ nameOf }: { nameOf: (memberId: string) => string }) {
  const t = useT()
  const [inviting, setInviting] = useState(false)
  const { data, error } = useQuery({ queryKey: ['invitations'], queryFn: () => listInvitations() })
  const shown = data?.filter(({ kind, status }) => kind === 'member' && ['open', 'expired'].includes(status))
  const add = (
    <Button variant="contained" onClick={() => setInviting(true)}>
      {t('inviting.invite')}
    </Button>
  )
  return (
    <Section title={t('inviting.title')} action={shown && shown.length > 0 && add}>
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : !shown ? (
        <LoadingRows rows={2} />
      ) : shown.length === 0 ? (
        <Empty title={t('inviting.emptyTitle')} text={t('inviting.empty')} action={add} />
      ) : (
        <RowList testId="invitations">
          {shown.map((invitation) => (
            <Line key={invitation.id} invitation={invitation} by={nameOf(invitation.invitedBy)} />
          ))}
        </RowList>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Section>
  )
}

/** Sending a link again, and taking it back. */
export function useInvitationActs() {
  const fail = useFail()
  const notify = useNotify()
  const queries = useQueryClient()
  const run = async (work: Promise<unknown>, said: 'resent' | 'revoked', email: string) => {
    try {
      await work
      notify(`inviting.${said}`, { type: 'info', messageArgs: { email } })
    } catch (error) {
      fail(error)
    }
    await queries.invalidateQueries({ queryKey: ['invitations'] })
  }
  return {
    resend: ({ id, email }: Invitation) => run(resendInvitation(id), 'resent', email),
    revoke: ({ id, email }: Invitation) => run(revokeInvitation(id), 'revoked', email),
  }
}

function Line({ invitation, by }: { invitation: Invitation; by: string }) {
  const t = useT()
  const { resend, revoke } = useInvitationActs()
  const { email, role, status, sentAt, expiresAt } = invitation
  return (
    <Row columns="minmax(0, 1fr) 190px auto">
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{email}</Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {role && t(`role.${role}`)} · {t('inviting.by', { name: by })}
        </Typography>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        {t('inviting.sent')} <When at={sentAt} as="day" />
        <Typography variant="caption" component="div">
          {status === 'open' ? (
            <>
              {t('inviting.until')} <When at={expiresAt} as="day" />
            </>
          ) : (
            t('inviting.expired')
          )}
        </Typography>
      </Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button onClick={() => resend(invitation)} aria-label={t('inviting.resendTo', { email })}>
          {t('inviting.resend')}
        </Button>
        <Button onClick={() => revoke(invitation)} aria-label={t('inviting.revokeOf', { email })}>
          {t('inviting.revoke')}
        </Button>
      </Box>
    </Row>
  )
}
