import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { act, type TaskAct } from '../api/tasks.ts'
import type { Task } from '../api/types.ts'
import { useFail } from '../components/useFail.ts'

export type ActVerb = Exclude<TaskAct['verb'], 'undo'>

export interface Acted {
  verb: ActVerb
  /** The task as the server answered; its version is what Undo refers to. */
  after: Task
}

/** How long a row offers Undo (the server takes it for sixty seconds). */
const OFFER = 10_000

/** Acts on tasks, one at a time for each, and remembers for ten seconds what was done to which. */
export function useActs() {
  const [acted, setActed] = useState<ReadonlyMap<string, Acted>>(new Map())
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const client = useQueryClient()
  const fail = useFail()

  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running.values()) clearTimeout(timer)
    }
  }, [])

  const forget = useCallback((id: string) => {
    clearTimeout(timers.current.get(id))
    timers.current.delete(id)
    setActed((map) => without(map, id))
  }, [])

  const run = useCallback(
    async (task: Task, what: TaskAct) => {
      setBusy((set) => new Set(set).add(task.id))
      try {
        const after = await act(task, what)
        forget(task.id)
        if (what.verb !== 'undo') {
          const { verb } = what
          setActed((map) => new Map(map).set(task.id, { verb, after }))
          timers.current.set(
            task.id,
            setTimeout(() => forget(task.id), OFFER),
          )
        }
      } catch (error) {
        fail(error)
      } finally {
        setBusy((set) => new Set([...set].filter((id) => id !== task.id)))
        // Pessimistic: the dates that the server computes are the ones to show.
        void client.invalidateQueries()
      }
    },
    [client, fail, forget],
  )

  return { acted, busy, run }
}

export type Acts = ReturnType<typeof useActs>

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
