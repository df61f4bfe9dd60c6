import SearchIcon from '@mui/icons-material/SearchOutlined'
import Autocomplete from '@mui/material/Autocomplete'
import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import { useGetList } from 'ra-core'
import { useDeferredValue, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Client } from '../api/types.ts'
import { Initials } from '../components/Initials.tsx'
import { useT } from '../i18n/useT.ts'
import { SEARCH_ID } from './useGlobalKeys.ts'

/** Type a few letters of a name, press Enter, and the client's page opens. */
export function ClientSearch() {
  const t = useT()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const { data = [], isFetching } = useGetList<Client>(
    'clients',
    { filter: { q: wanted }, pagination: { page: 1, perPage: 8 }, sort: { field: 'name', order: 'ASC' } },
    { enabled: wanted.length > 0, placeholderData: (previous) => previous },
  )
  return (
    <Autocomplete<Client>
      id={SEARCH_ID}
      options={wanted ? data : []}
      filterOptions={(options) => options}
      getOptionLabel={(client) => client.name}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      inputValue={text}
      onInputChange={(_, value, reason) => setText(reason === 'reset' ? '' : value)}
      value={null}
      onChange={(_, client) => {
        if (client) navigate(`/clients/${client.id}`)
        setText('')
      }}
      open={wanted.length > 0}
      autoHighlight
      blurOnSelect
      forcePopupIcon={false}
      loading={isFetching}
      loadingText="…"
      noOptionsText={t('top.noMatch')}
      renderOption={({ key, ...props }, client) => (
        <li key={client.id} {...props} style={{ gap: 8 }}>
          <Initials name={client.name} size={24} />
          {client.name}
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={t('top.search')}
          slotProps={{
            ...params.slotProps,
            input: {
              ...params.slotProps?.input,
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon fontSize="small" />
                </InputAdornment>
              ),
            },
            htmlInput: {
              ...params.slotProps?.htmlInput,
              'aria-label': `${t('top.search')}. ${t('top.searchHint')}`,
              title: t('top.searchHint'),
            },
          }}
        />
      )}
    />
  )
}
