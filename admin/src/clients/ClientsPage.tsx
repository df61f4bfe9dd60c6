import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useListController } from 'ra-core'
import { useState } from 'react'
import { clientStatuses } from '../../../server/domain/vocabulary.ts'
import type { Client } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Pager } from '../components/Pager.tsx'
import { RowList } from '../components/Row.tsx'
import { useT } from '../i18n/useT.ts'
import { ClientDialog } from './ClientDialog.tsx'
import { ClientRow } from './ClientRow.tsx'

export function ClientsPage() {
  const t = useT()
  const [creating, setCreating] = useState(false)
  const list = useListController<Client>({
    resource: 'clients',
    perPage: 25,
    sort: { field: 'name', order: 'ASC' },
    filterDefaultValues: { status: 'active' },
    queryOptions: { placeholderData: (previous) => previous },
  })
  const { q = '', status = '' } = list.filterValues as { q?: string; status?: string }
  const filter = (values: { q?: string; status?: string }) =>
    list.setFilters(Object.fromEntries(Object.entries({ q, status, ...values }).filter(([, value]) => value)))
  const create = (
    <Button variant="contained" onClick={() => setCreating(true)}>
      {t('clients.new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('clients.title')} action={create} />
      <Box component="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 3 }}>
        <TextField
          type="search"
          label={t('clients.search')}
          defaultValue={q}
          onChange={(event) => filter({ q: event.target.value })}
          slotProps={{ htmlInput: { 'data-search': '' } }}
          sx={{ flex: '1 1 240px', maxWidth: 380 }}
        />
        <TextField
          select
          label={t('clients.status')}
          value={status}
          onChange={(event) => filter({ status: event.target.value })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ width: 170 }}
        >
          <MenuItem value="">{t('clients.any')}</MenuItem>
          {clientStatuses.map((name) => (
            <MenuItem key={name} value={name}>
              {t(`clientStatus.${name}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      {list.error && <Notice>{describeError(list.error, t)}</Notice>}
      <Box
        sx={{
          bgcolor: 'background.paper',
          border: 1,
          borderColor: 'divider',
          borderRadius: 2,
          overflow: 'hidden',
        }}
      >
        {list.isPending ? (
          <LoadingRows rows={10} height={48} />
        ) : list.data && list.data.length > 0 ? (
          <RowList testId="clients">
            {list.data.map((client) => (
              <ClientRow key={client.id} client={client} />
            ))}
          </RowList>
        ) : q || status !== 'active' ? (
          <Empty
            title={t('clients.noMatchTitle')}
            text={t('clients.noMatch')}
            action={<Button onClick={() => list.setFilters({})}>{t('clients.clear')}</Button>}
          />
        ) : (
          <Empty title={t('clients.emptyTitle')} text={t('clients.empty')} action={create} />
        )}
      </Box>
      <Pager
        label={t('clients.pager')}
        page={list.page}
        hasPrevious={list.hasPreviousPage ?? list.page > 1}
        hasNext={list.hasNextPage ?? false}
        onPage={list.setPage}
      />
      {creating && <ClientDialog onClose={() => setCreating(false)} />}
    </>
  )
}
