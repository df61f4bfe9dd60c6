import MoreIcon from '@mui/icons-material/MoreHorizOutlined'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { resetSecondFactor } from '../api/account.ts'
import { changeMember, endMemberSessions, listMembers, type Member } from '../api/practice.ts'
import { useMe } from '../auth/useMe.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { describeError } from '../components/describeError.ts'
import { Initials } from '../components/Initials.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { useFail } from '../components/useFail.ts'
import { useT } from '../i18n/useT.ts'
import { DeactivateDialog } from './DeactivateDialog.tsx'
import { InvitationsSection } from './InvitationsSection.tsx'
import { MemberDialog } from './MemberDialog.tsx'

type Dialogs = 'edit' | 'deactivate' | 'reset'

/** Who works here: read by all members, changed by admins. */
export function MembersPage() {
  const t = useT()
  const me = useMe()
  const { data, error } = useQuery({ queryKey: ['members'], queryFn: listMembers })
  const [open, setOpen] = useState<{ member: Member; as: Dialogs } | null>(null)
  const shown = data?.toSorted((a, b) => Number(b.active) - Number(a.active))
  return (
    <>
      <PageHead title={t('practice.members.title')} lead={t('practice.members.lead')} />
      <Box sx={{ display: 'grid', gap: 7 }}>
        <Section title={t('practice.members.list')}>
          {error ? (
            <Notice>{describeError(error, t)}</Notice>
          ) : shown ? (
            <RowList testId="members">
              {shown.map((member) => (
                <Row
                  key={member.id}
                  columns="minmax(0, 1fr) 150px 40px"
                  sx={{
                    gridTemplateColumns: { xs: 'minmax(0, 1fr) auto 40px', md: 'minmax(0, 1fr) 150px 40px' },
                  }}
                >
                  <Box
                    sx={{ display: 'flex', alignItems: 'center', gap: 3, opacity: member.active ? 1 : 0.65 }}
                  >
                    <Initials name={member.name} />
                    <Box sx={{ minWidth: 0 }}>
                      <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                        {member.name}
                        {member.id === me?.memberId && ` (${t('practice.members.you')})`}
                      </Typography>
                      {member.email && (
                        <Typography
                          variant="caption"
                          sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
                        >
                          {member.email}
                        </Typography>
                      )}
                    </Box>
                  </Box>
                  <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                    {member.active ? t(`role.${member.role}`) : t('practice.members.inactive')}
                  </Typography>
                  {me?.role === 'admin' ? (
                    <Acts member={member} onOpen={(as) => setOpen({ member, as })} />
                  ) : (
                    <span />
                  )}
                </Row>
              ))}
            </RowList>
          ) : (
            <LoadingRows rows={4} />
          )}
        </Section>
        {me?.role === 'admin' && (
          <InvitationsSection nameOf={(id) => data?.find((one) => one.id === id)?.name ?? ''} />
        )}
      </Box>
      {open?.as === 'edit' && <MemberDialog member={open.member} onClose={() => setOpen(null)} />}
      {open?.as === 'reset' && <ResetDialog member={open.member} onClose={() => setOpen(null)} />}
      {open?.as === 'deactivate' && (
        <DeactivateDialog member={open.member} members={data ?? []} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

function ResetDialog({ member: { id, name }, onClose }: { member: Member; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const reset = async () => {
    await resetSecondFactor(id)
    notify('account.resetDone', { type: 'info', messageArgs: { name } })
  }
  return (
    <ConfirmDialog
      title={t('account.resetTitle', { name })}
      text={t('account.resetText')}
      submit={t('account.resetNow')}
      act={reset}
      onClose={onClose}
    />
  )
}

function Acts({ member, onOpen }: { member: Member; onOpen: (as: Dialogs) => void }) {
  const t = useT()
  const fail = useFail()
  const notify = useNotify()
  const queries = useQueryClient()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { name } = member
  const run = (work: () => Promise<unknown>, said: 'reactivated' | 'ended') => async () => {
    setAnchor(null)
    try {
      await work()
      notify(`practice.members.${said}`, { type: 'info', messageArgs: { name } })
    } catch (error) {
      fail(error)
    }
    await queries.invalidateQueries({ queryKey: ['members'] })
  }
  const choose = (as: Dialogs) => () => {
    setAnchor(null)
    onOpen(as)
  }
  return (
    <>
      <IconButton
        aria-label={t('practice.members.menu', { name })}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ justifySelf: 'end' }}
      >
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose('edit')}>{t('practice.members.edit')}</MenuItem>
        {member.active && (
          <MenuItem onClick={run(() => endMemberSessions(member.id), 'ended')}>
            {t('practice.members.endSessions')}
          </MenuItem>
        )}
        <MenuItem onClick={choose('reset')}>{t('account.reset')}</MenuItem>
        {member.active ? (
          <MenuItem onClick={choose('deactivate')}>{t('practice.members.deactivate')}</MenuItem>
        ) : (
          <MenuItem onClick={run(() => changeMember(member, { active: true }), 'reactivated')}>
            {t('practice.members.reactivate')}
          </MenuItem>
        )}
      </Menu>
    </>
  )
}
