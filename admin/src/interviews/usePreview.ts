import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type PreviewInput, previewPlan } from '../api/interviews.ts'

/** After the last key. */
const PAUSE = 150

function useSettledText(text: string | null): string | null {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** The plan as it would be: asked 150 ms after the last key, an earlier request is aborted, the last plan stays in view. */
export function usePreview(input: PreviewInput | null) {
  const text = useSettledText(input && JSON.stringify(input))
  return useQuery({
    queryKey: ['preview', text],
    queryFn: ({ signal }) => previewPlan(JSON.parse(text ?? '{}') as PreviewInput, signal),
    enabled: text !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
