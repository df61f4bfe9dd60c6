import '@fontsource-variable/inter/index.css'
import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

/** The server puts a fresh nonce into the page with every answer; without one the placeholder stays. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
const cache = createCache({
  key: 'aw',
  prepend: true,
  ...(nonce && !nonce.startsWith('__') ? { nonce } : {}),
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <CacheProvider value={cache}>
        <App />
      </CacheProvider>
    </StrictMode>,
  )
}
