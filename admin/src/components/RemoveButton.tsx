import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { remove, restore } from '../api/resources.ts'
import { useT } from '../i18n/useT.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { UndoNotice } from './UndoNotice.tsx'
import { useFail } from './useFail.ts'

interface Props {
  resource: 'opportunities' | 'contacts' | 'employers'
  record: { id: string; version: number }
  name: string
  /** What goes along and what stays. */
  text: string
  /** Where to go then. */
  to: string
}

/** Removes a record after saying what goes along, and offers for ten seconds to bring it back. */
export function RemoveButton({ resource, record, name, text, to }: Props) {
  const t = useT()
  const navigate = useNavigate()
  const notify = useNotify()
  const queries = useQueryClient()
  const fail = useFail()
  const [asking, setAsking] = useState(false)
  const bringBack = async () => {
    try {
      await restore(resource, record.id)
      notify('records.restored', { type: 'info', messageArgs: { name } })
      navigate(`/${resource}/${record.id}`)
    } catch (error) {
      fail(error)
    } finally {
      void queries.invalidateQueries()
    }
  }
  const takeAway = async () => {
    await remove(resource, record.id, record.version)
    navigate(to)
    // All but the record itself, which the page that is being left would ask for in vain.
    const itself = ([name, how]: readonly unknown[]) => name === resource && how === 'getOne'
    void queries.invalidateQueries({ predicate: ({ queryKey }) => !itself(queryKey) })
    notify(<UndoNotice text={t('records.removed', { name })} onUndo={() => void bringBack()} />, {
      type: 'info',
      autoHideDuration: 10_000,
    })
  }
  return (
    <>
      <Button color="error" onClick={() => setAsking(true)}>
        {t('records.remove')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('records.removeTitle', { name })}
          text={text}
          submit={t('records.remove')}
          act={takeAway}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
