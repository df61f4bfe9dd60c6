import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useId, useState } from 'react'
import type { Delivery, DeliveryStatus } from '../api/webhooks.ts'
import { Row } from '../components/Row.tsx'
import { type UrgencyLevel, UrgencyMark } from '../components/Urgency.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { DeliveryDetail } from './DeliveryDetail.tsx'
import { useFailure } from './useFailure.ts'

const levels: Record<DeliveryStatus, UrgencyLevel> = {
  queued: 'upcoming',
  delivered: 'done',
  failed: 'overdue',
  dropped: 'blocked',
}

/** One event on its way, or there; opened, what was sent and answered. */
export function DeliveryRow({ delivery, mayReplay }: { delivery: Delivery; mayReplay: boolean }) {
  const t = useT()
  const id = useId()
  const failure = useFailure()
  const [open, setOpen] = useState(false)
  const { type, status, tries, nextTryAt, lastError, lastStatus, occurredAt } = delivery
  // Of a webhook that is off, nothing is sent.
  const waits = status === 'queued' && !mayReplay
  const late = status === 'queued' && !waits && tries > 0
  return (
    <Row columns="minmax(0, 1.35fr) minmax(0, 1fr) 145px 70px">
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box component="code" sx={{ fontWeight: 600 }}>
          {type}
        </Box>
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <UrgencyMark
          level={waits ? 'blocked' : late ? 'due' : levels[status]}
          word={waits ? t('webhooks.waits') : late ? t('webhooks.again') : t(`webhooks.statuses.${status}`)}
        />
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {tries > 0 && t('mails.tried', { smart_count: tries })}
          {late && nextTryAt && (
            <>
              {' · '}
              {t('webhooks.nextTry')} <When at={nextTryAt} />
            </>
          )}
          {status !== 'delivered' && lastError && <Box>{failure(lastError, lastStatus)}</Box>}
        </Typography>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        <When at={occurredAt} />
      </Box>
      <Button
        aria-expanded={open}
        aria-controls={id}
        aria-label={t(open ? 'webhooks.hideOf' : 'webhooks.showOf', { type })}
        onClick={() => setOpen(!open)}
      >
        {t(open ? 'webhooks.hide' : 'webhooks.show')}
      </Button>
      <Box id={id} hidden={!open} sx={{ gridColumn: '1 / -1', minWidth: 0 }}>
        {open && <DeliveryDetail delivery={delivery} mayReplay={mayReplay} />}
      </Box>
    </Row>
  )
}
