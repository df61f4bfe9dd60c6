import { useGetIdentity } from 'ra-core'
import type { Me } from '../api/types.ts'

/** The signed-in person; undefined while it is not known yet. */
export function useMe(): Me | undefined {
  const { data } = useGetIdentity()
  if (!data) return undefined
  const { fullName, ...rest } = data
  return { ...(rest as unknown as Me), name: fullName ?? '' }
}
