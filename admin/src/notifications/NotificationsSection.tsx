import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocaleState, useNotify } from 'ra-core'
import {
  changeNotificationSettings,
  type NotificationChange,
  type NotificationSettings,
  readNotificationSettings,
} from '../api/notifications.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { useFail } from '../components/useFail.ts'
import { useT } from '../i18n/useT.ts'
import { momentText } from './momentText.ts'
import { NotificationForm } from './NotificationForm.tsx'

/** Which reminders one gets by mail. */
export function NotificationsSection() {
  const t = useT()
  const { data, error } = useQuery({ queryKey: ['notifications'], queryFn: readNotificationSettings })
  return (
    <Section title={t('notifications.title')}>
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : data ? (
        <Own stored={data} />
      ) : (
        <LoadingRows rows={4} />
      )}
    </Section>
  )
}

function Own({ stored }: { stored: NotificationSettings }) {
  const t = useT()
  const [locale] = useLocaleState()
  const notify = useNotify()
  const fail = useFail()
  const queries = useQueryClient()
  const change = async (body: NotificationChange) =>
    queries.setQueryData(['notifications'], await changeNotificationSettings(body, stored.version))
  const resume = () =>
    change({ unsubscribed: false }).then(() => notify('notifications.resumed', { type: 'info' }), fail)
  const save = async (body: NotificationChange) => {
    await change(body)
    notify('notifications.saved', { type: 'info' })
  }
  return (
    <>
      <Box sx={{ px: 4, pt: 3, display: 'grid', gap: 3 }}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('notifications.lead', { zone: stored.timeZone.replaceAll('_', ' ') })}{' '}
          {stored.nextDigestAt &&
            t('notifications.nextDigest', { when: momentText(stored.nextDigestAt, stored.timeZone, locale) })}
        </Typography>
        {stored.unsubscribed && (
          <Notice tone="due" action={<Button onClick={resume}>{t('notifications.resume')}</Button>}>
            {t('notifications.offTitle')}
          </Notice>
        )}
      </Box>
      <NotificationForm
        key={stored.version}
        stored={stored}
        inherited={stored.inherited}
        inheritLabel="notifications.inherit"
        save={save}
      />
    </>
  )
}
