import Box from '@mui/material/Box'
import type { Activity } from '../api/types.ts'
import { useT } from '../i18n/useT.ts'
import { useActivityWords } from './useActivityWords.ts'

/** What changed: of a few fields at once, of many when they are asked for. */
export function Changes({ activity }: { activity: Activity }) {
  const t = useT()
  const words = useActivityWords()
  const lines = words.changes(activity)
  const hidden = activity.withheld.map(words.field).join(', ')
  if (lines.length === 0 && !hidden) return null
  const list = (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 0.5, color: 'text.secondary' }}>
      {lines.map(({ label, before, after }) => (
        <Box key={label} sx={{ overflowWrap: 'anywhere' }}>
          <Box component="dt" sx={{ display: 'inline' }}>
            {label}
            {after !== null && ': '}
          </Box>
          {after !== null && (
            <Box component="dd" sx={{ display: 'inline', m: 0 }}>
              {before !== null && (
                <>
                  <del>{before}</del>
                  {' → '}
                </>
              )}
              <Box component="ins" sx={{ textDecoration: 'none', color: 'text.primary' }}>
                {after}
              </Box>
            </Box>
          )}
        </Box>
      ))}
      {hidden && <span>{t('activity.withheld', { fields: hidden })}</span>}
    </Box>
  )
  if (lines.length <= 3) return list
  return (
    <details>
      <Box
        component="summary"
        sx={{ cursor: 'pointer', color: 'text.secondary', width: 'fit-content', lineHeight: '24px' }}
      >
        {t('activity.details')}
      </Box>
      {list}
    </details>
  )
}
