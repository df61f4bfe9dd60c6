import { useTranslate } from 'ra-core'
import { useCallback } from 'react'
import type { MessageKey } from './en.ts'

export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string

/** `useTranslate` that knows the names of our messages. */
export function useT(): Translate {
  const translate = useTranslate()
  return useCallback<Translate>((key, values) => translate(key, values), [translate])
}
