import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useInfiniteQuery } from '@tanstack/react-query'
import { listMails, type Mail } from '../api/practice.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Surface } from '../components/Surface.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'

/** What the practice has sent by mail, and what is on its way or went wrong. */
export function MailPage() {
  const t = useT()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['mails'],
    queryFn: ({ pageParam }) => listMails(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ page }) => page.nextCursor,
    refetchInterval: 15_000,
  })
  const mails = data?.pages.flatMap((page) => page.data)
  return (
    <>
      <PageHead title={t('settings.mail')} lead={t('mails.lead')} />
      <Box sx={{ display: 'grid', gap: 4 }}>
        {mails?.some(({ status }) => status === 'kept') && <Notice tone="due">{t('mails.noServer')}</Notice>}
        <Surface>
          {error ? (
            <Notice>{describeError(error, t)}</Notice>
          ) : !mails ? (
            <LoadingRows rows={4} />
          ) : mails.length === 0 ? (
            <Empty title={t('mails.emptyTitle')} text={t('mails.empty')} />
          ) : (
            <RowList testId="mails">
              {mails.map((mail) => (
                <Line key={mail.id} mail={mail} />
              ))}
            </RowList>
          )}
        </Surface>
        {hasNextPage && (
          <Box>
            <Button variant="outlined" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {t('mails.more')}
            </Button>
          </Box>
        )}
      </Box>
    </>
  )
}

/** Alone in its line: what stands there for a link that acts without a login. */
const linkHidden = /^\s*…$/m

function Line({ mail }: { mail: Mail }) {
  const t = useT()
  const { recipient, subject, text, secret, status, tries, lastError, createdAt, sentAt } = mail
  return (
    <Row columns="minmax(0, 1fr) 170px 150px">
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{subject}</Typography>
        <Typography
          variant="caption"
          component="div"
          sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
        >
          {recipient}
        </Typography>
        {lastError && status !== 'sent' && (
          <Typography variant="caption" component="div" sx={{ overflowWrap: 'anywhere' }}>
            {t('mails.tried', { smart_count: tries })}: {lastError}
          </Typography>
        )}
        {secret ? (
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            {t('mails.secret')}
          </Typography>
        ) : (
          text && (
            <Box component="details" sx={{ mt: 1 }}>
              <summary>{t('mails.show')}</summary>
              <Box component="pre" sx={{ whiteSpace: 'pre-wrap', fontFamily: 'inherit', m: 0, mt: 1 }}>
                {text}
              </Box>
              {linkHidden.test(text) && (
                <Typography variant="caption" component="div" sx={{ mt: 2, color: 'text.secondary' }}>
                  {t('mails.linksHidden')}
                </Typography>
              )}
            </Box>
          )
        )}
      </Box>
      <Typography variant="body2" sx={{ fontWeight: status === 'failed' ? 600 : 400 }}>
        {t(`mails.${status}`)}
      </Typography>
      <Box sx={{ color: 'text.secondary' }}>
        <When at={sentAt ?? createdAt} />
      </Box>
    </Row>
  )
}
