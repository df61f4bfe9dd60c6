import Button from '@mui/material/Button'
import SnackbarContent from '@mui/material/SnackbarContent'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { remove, restore } from '../api/resources.ts'
import { useT } from '../i18n/useT.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
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
    void queries.invalidateQueries()
    notify(
      <SnackbarContent
        message={t('records.removed', { name })}
        action={
          <Button color="inherit" size="small" onClick={() => void bringBack()}>
            {t('act.undo')}
          </Button>
        }
      />,
      { type: 'info', autoHideDuration: 10_000 },
    )
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
