import MoreIcon from '@mui/icons-material/MoreHorizOutlined'
import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { OpportunityStage } from '../../../server/domain/vocabulary.ts'
import type { Opportunity } from '../api/types.ts'
import { useT } from '../i18n/useT.ts'
import { OpportunityDialog } from './OpportunityDialog.tsx'
import { allStages } from './stages.ts'

interface Props {
  opportunity: Opportunity
  busy: boolean
  onMove: (stage: OpportunityStage) => void
}

export function OpportunityCard({ opportunity, busy, onMove }: Props) {
  const t = useT()
  const navigate = useNavigate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [editing, setEditing] = useState(false)
  const { title, employer, stage } = opportunity
  const closed = stage === 'rejected' || stage === 'withdrawn'
  return (
    <Box
      component="article"
      aria-label={title}
      draggable={!busy}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', opportunity.id)}
      sx={{
        position: 'relative',
        pl: 2.5,
        pr: { xs: 9, md: 7.5 },
        py: 2,
        borderRadius: 1.5,
        border: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        cursor: 'grab',
        opacity: busy ? 0.6 : 1,
        fontSize: '0.8125rem',
        overflowWrap: 'anywhere',
        breakInside: 'avoid',
      }}
    >
      <Box sx={{ fontWeight: 600, lineHeight: 1.35, color: closed ? 'text.secondary' : 'text.primary' }}>
        <Box
          component={Link}
          to={`/opportunities/${opportunity.id}`}
          // Else the browser would drag the link instead of the card.
          draggable={false}
          sx={{
            color: 'inherit',
            textDecoration: 'none',
            borderRadius: 1,
            '&:hover': { textDecoration: 'underline' },
          }}
        >
          {title}
        </Box>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        {employer.name}
        {closed && ` · ${t(`stage.${stage}`)}`}
      </Box>
      <IconButton
        className="no-print"
        size="small"
        aria-label={t('client.move', { title })}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ position: 'absolute', top: 4, right: 4, width: { xs: 40, md: 28 }, height: { xs: 40, md: 28 } }}
      >
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem
          onClick={() =>
            navigate(`/interviews/create?opportunityId=${opportunity.id}&clientId=${opportunity.clientId}`)
          }
        >
          {t('nav.newDebrief')}
        </MenuItem>
        <MenuItem
          onClick={() => {
            setAnchor(null)
            setEditing(true)
          }}
        >
          {t('act.edit')}
        </MenuItem>
        <Divider />
        {allStages
          .filter((name) => name !== stage)
          .map((name) => (
            <MenuItem
              key={name}
              onClick={() => {
                setAnchor(null)
                onMove(name)
              }}
            >
              {t('client.moveTo', { stage: t(`stage.${name}`) })}
            </MenuItem>
          ))}
      </Menu>
      {editing && (
        <OpportunityDialog
          clientId={opportunity.clientId}
          opportunity={opportunity}
          onClose={() => setEditing(false)}
        />
      )}
    </Box>
  )
}
