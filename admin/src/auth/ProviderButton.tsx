import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { identityProvider } from '../api/demo.ts'
import { resume } from '../api/session.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { type Challenge, useEnter } from './useEnter.ts'

/** What the address says after coming back from the identity provider; it is taken out of it at once. */
const returned = (() => {
  const [, word = null] = /^#(signed-in|oidc=[a-z-]+|challenge=[\w-]+)$/.exec(window.location.hash) ?? []
  if (word) window.history.replaceState(null, '', window.location.pathname)
  return word
})()

/** What the second half of the login needs, where the provider has seen to the first alone; it holds for five minutes. */
export const returnedChallenge: Challenge | null = returned?.startsWith('challenge=')
  ? { text: returned.slice('challenge='.length), until: Date.now() + 300_000, to: undefined }
  : null

/** Signing in by the practice's identity provider, where there is one. */
export function ProviderButton() {
  const t = useT()
  const { enter, busy, error } = useEnter()
  const provider = useQuery({
    queryKey: ['identity-provider'],
    queryFn: identityProvider,
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    if (returned === 'signed-in') void enter(resume)
  }, [enter])
  const refused = error !== null || returned?.startsWith('oidc=')
  return (
    <>
      {refused && (
        <Notice>{t(returned === 'oidc=unavailable' ? 'login.providerAway' : 'login.providerRefused')}</Notice>
      )}
      {provider.data && (
        <Button component="a" href="/v1/auth/oidc/start" variant="outlined" size="large" disabled={busy}>
          {t('login.provider', { name: provider.data.name })}
        </Button>
      )}
    </>
  )
}
