import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useQueryClient } from '@tanstack/react-query'
import { useLocaleState } from 'ra-core'
import { useState } from 'react'
import { localeNames, locales } from '../i18n/locale.ts'
import { useT } from '../i18n/useT.ts'

/** Four languages; the server's sentences are asked for again in the new one. */
export function LocaleMenu() {
  const t = useT()
  const [locale, setLocale] = useLocaleState()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const client = useQueryClient()
  const choose = async (next: string) => {
    setAnchor(null)
    await setLocale(next)
    await client.invalidateQueries()
  }
  return (
    <>
      <Button
        // With the letters that are seen: who speaks to the machine says those.
        aria-label={`${locale.toUpperCase()} ${t('top.language')}: ${localeNames[locale as 'en'] ?? locale}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ color: 'text.secondary', minWidth: 34, minHeight: 34 }}
      >
        {locale.toUpperCase()}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {locales.map((name) => (
          <MenuItem key={name} lang={name} selected={name === locale} onClick={() => choose(name)}>
            {localeNames[name]}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
