import Box from '@mui/material/Box'
import { useState } from 'react'
import type { OpportunityStage } from '../../../server/domain/vocabulary.ts'
import type { Opportunity } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { OpportunityCard } from './OpportunityCard.tsx'
import { columns } from './stages.ts'
import { useMoveStage } from './useMoveStage.ts'

interface Props {
  opportunities: readonly Opportunity[] | undefined
  error?: unknown
}

/** Opportunities by stage; a card is dragged, or moved by its menu. Empty stages are narrow. */
export function Board({ opportunities, error }: Props) {
  const t = useT()
  const { moving, move } = useMoveStage()
  const [over, setOver] = useState<string | null>(null)
  if (error) return <Notice>{describeError(error, t)}</Notice>
  if (!opportunities) return <LoadingRows rows={2} />
  if (opportunities.length === 0)
    return (
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 2, bgcolor: 'background.paper' }}>
        <Empty text={t('client.noOpportunities')} />
      </Box>
    )
  const drop = (event: React.DragEvent, stage: OpportunityStage) => {
    event.preventDefault()
    setOver(null)
    const dragged = opportunities.find(({ id }) => id === event.dataTransfer.getData('text/plain'))
    if (dragged) void move(dragged, stage)
  }
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: `repeat(${columns.length}, minmax(0, 1fr))` },
        alignItems: 'stretch',
      }}
    >
      {columns.map(({ name, stages }) => {
        const cards = opportunities.filter(({ stage }) => stages.includes(stage))
        const first = stages[0] as OpportunityStage
        const label = name === 'closed' ? t('client.closed') : t(`stage.${first}`)
        return (
          <Box
            key={name}
            component="section"
            aria-label={label}
            data-testid={`stage-${name}`}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(name)
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, first)}
            sx={{
              display: { xs: cards.length === 0 ? 'none' : 'block', md: 'block' },
              minHeight: { md: 96 },
              p: 1.5,
              borderRadius: 2,
              border: 1,
              borderColor: over === name ? 'primary.main' : 'divider',
              bgcolor: over === name ? 'action.selected' : 'action.hover',
            }}
          >
            <Box
              sx={{
                display: 'flex',
                justifyContent: 'space-between',
                px: 1,
                pb: 1.5,
                fontSize: '0.75rem',
                fontWeight: 600,
                color: 'text.secondary',
              }}
            >
              <span>{label}</span>
              {cards.length > 0 && <span className="num">{cards.length}</span>}
            </Box>
            <Box sx={{ display: 'grid', gap: 1.5 }}>
              {cards.map((opportunity) => (
                <OpportunityCard
                  key={opportunity.id}
                  opportunity={opportunity}
                  busy={moving === opportunity.id}
                  onMove={(stage) => move(opportunity, stage)}
                />
              ))}
            </Box>
          </Box>
        )
      })}
    </Box>
  )
}
