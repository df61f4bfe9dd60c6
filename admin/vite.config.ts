import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where `vite dev` finds the API; the built panel is served by the API itself. */
const api = process.env.PANEL_API ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: here('../dist/panel'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the server forbids data: fonts and inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1300,
  },
  server: {
    port: 5200,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/v1', '/graphql', '/health', '/docs', '/.well-known'].map((path) => [path, { target: api }]),
    ),
  },
})
