import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useLocaleState } from 'ra-core'
import { type InventoryTopic, readInventory } from '../api/privacy.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { useT } from '../i18n/useT.ts'

/** What is stored, what for and how long: made from the same list by which people are erased. */
export function Inventory() {
  const t = useT()
  const [locale] = useLocaleState()
  const { data, error } = useQuery({
    queryKey: ['privacy-inventory', locale],
    queryFn: ({ signal }) => readInventory(signal),
  })
  return (
    <Section title={t('privacy.inventory')}>
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : data ? (
        data.topics.map((topic) => <Topic key={topic.topic} topic={topic} />)
      ) : (
        <LoadingRows rows={6} />
      )}
    </Section>
  )
}

function Topic({ topic }: { topic: InventoryTopic }) {
  const t = useT()
  return (
    <Box
      component="article"
      aria-label={topic.title}
      sx={{ px: 4, py: 3.5, '& + &': { borderTop: 1, borderColor: 'divider' }, breakInside: 'avoid' }}
    >
      <Typography variant="h3">{topic.title}</Typography>
      <Typography variant="body2" sx={{ mt: 0.5 }}>
        {topic.what}
      </Typography>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 1fr' },
          columnGap: 5,
          rowGap: 2,
          m: 0,
          mt: 2.5,
        }}
      >
        <Fact label={t('privacy.why')}>{topic.why}</Fact>
        <Fact label={t('privacy.howLong')}>{topic.howLong}</Fact>
        <Fact label={t('privacy.erased')}>{topic.erased}</Fact>
      </Box>
      {topic.tables.length > 0 && <Tables topic={topic} />}
    </Box>
  )
}

function Tables({ topic }: { topic: InventoryTopic }) {
  const t = useT()
  return (
    <Box component="details" sx={{ mt: 2, fontSize: '0.8125rem' }}>
      <Box
        component="summary"
        sx={{ cursor: 'pointer', color: 'text.secondary', py: 0.5, width: 'fit-content' }}
      >
        {t('privacy.tables')}
      </Box>
      {topic.tables.map(({ table, columns }) => (
        <Box key={table} sx={{ mt: 1.5 }}>
          <Box component="code" sx={{ fontWeight: 600 }}>
            {table}
          </Box>
          {columns.map(({ column, onErasure }) => (
            <Box key={column} sx={{ pl: 3, color: 'text.secondary' }}>
              <code>{column}</code> {t(`privacy.${onErasure}`)}
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  )
}

const Fact = ({ label, children }: { label: string; children: string }) => (
  <Box>
    <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>
      {label}
    </Typography>
    <Typography component="dd" variant="body2" sx={{ m: 0 }}>
      {children}
    </Typography>
  </Box>
)
