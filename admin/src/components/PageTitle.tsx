import { useEffect } from 'react'

/** Names the window, for pages whose heading stands elsewhere. */
export function PageTitle({ children }: { children: string }) {
  useEffect(() => {
    document.title = `${children} · Afterword`
  }, [children])
  return null
}
