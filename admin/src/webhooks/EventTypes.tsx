import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useT } from '../i18n/useT.ts'

/** What a webhook is told of; `most` of them by name. */
export function EventTypes({ types, most = 3 }: { types: readonly string[]; most?: number }) {
  const t = useT()
  if (types.includes('*'))
    return (
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {t('webhooks.everything')}
      </Typography>
    )
  const more = types.length - most
  return (
    <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
      {types.slice(0, most).map((type, at) => (
        <span key={type}>
          {at > 0 && ', '}
          <Box component="code">{type}</Box>
        </span>
      ))}
      {more > 0 && ` ${t('webhooks.andMore', { smart_count: more })}`}
    </Typography>
  )
}
