import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useLogout } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../auth/useMe.ts'
import { Initials } from '../components/Initials.tsx'
import { useT } from '../i18n/useT.ts'
import { settingsLink } from './links.ts'

export function AccountMenu() {
  const t = useT()
  const me = useMe()
  const logout = useLogout()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const name = me?.name ?? ''
  return (
    <>
      <IconButton
        aria-label={t('top.account', { name })}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ p: 0.75 }}
      >
        <Initials name={name || '·'} size={30} />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <Box sx={{ px: 4, py: 2, minWidth: 220 }}>
          <Typography variant="h3">{name}</Typography>
          <Typography variant="body2" color="textSecondary">
            {me && `${t(`role.${me.role}`)} · ${me.organization.name}`}
          </Typography>
        </Box>
        <Divider />
        <MenuItem component={Link} to="/settings/account" onClick={() => setAnchor(null)}>
          {t('settings.account')}
        </MenuItem>
        <MenuItem component={Link} to={settingsLink.to} onClick={() => setAnchor(null)}>
          {t(settingsLink.label)}
        </MenuItem>
        <MenuItem onClick={() => logout()}>{t('top.signOut')}</MenuItem>
      </Menu>
    </>
  )
}
