import ContrastIcon from '@mui/icons-material/ContrastOutlined'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { useTheme } from 'react-admin'
import { useT } from '../i18n/useT.ts'

/** Follows the system until somebody presses it. */
export function ThemeButton() {
  const t = useT()
  const [mode, setMode] = useTheme()
  const label = mode === 'dark' ? t('top.light') : t('top.dark')
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        onClick={() => setMode(mode === 'dark' ? 'light' : 'dark')}
        sx={{ color: 'text.secondary' }}
      >
        <ContrastIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  )
}
