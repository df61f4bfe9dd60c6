import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import {
  changeNotificationDefaults,
  type NotificationChange,
  readNotificationDefaults,
} from '../api/notifications.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { useT } from '../i18n/useT.ts'
import { NotificationForm } from './NotificationForm.tsx'

/** What people get who have not chosen themselves. */
export function NotificationDefaultsSection() {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['notifications', 'defaults'],
    queryFn: readNotificationDefaults,
  })
  const save = async ({ unsubscribed: _, ...body }: NotificationChange) => {
    if (!data) return
    queries.setQueryData(['notifications', 'defaults'], await changeNotificationDefaults(body, data.version))
    notify('notifications.saved', { type: 'info' })
  }
  return (
    <Section title={t('notifications.defaultsTitle')}>
      {error && <Notice>{describeError(error, t)}</Notice>}
      {!data && !error && <LoadingRows rows={4} />}
      {data && (
        <>
          <Typography variant="body2" sx={{ px: 4, pt: 3, color: 'text.secondary' }}>
            {t('notifications.defaultsLead')}
          </Typography>
          <NotificationForm
            key={data.version}
            stored={data}
            inherited={data.inherited}
            inheritLabel="notifications.usual"
            save={save}
          />
        </>
      )}
    </Section>
  )
}
