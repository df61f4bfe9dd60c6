import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Typography from '@mui/material/Typography'
import { Controller } from 'react-hook-form'
import { type KeyScope, keyScopes } from '../../../server/domain/permissions.ts'
import type { MessageKey } from '../i18n/en.ts'
import { useT } from '../i18n/useT.ts'

const resources = [...new Set(keyScopes.map((scope) => scope.split(':')[0] as string))]

/** What a key may do: a line for each kind of record, reading and writing. */
export function ScopesField() {
  const t = useT()
  return (
    <Controller
      name="scopes"
      rules={{ validate: (value: KeyScope[]) => value.length > 0 || t('practice.apiKeys.scopesNeeded') }}
      render={({ field: { value, onChange }, fieldState: { error } }) => (
        <Box component="fieldset" sx={{ border: 0, p: 0, m: 0 }}>
          <Typography component="legend" variant="body2" sx={{ fontWeight: 600, mb: 1 }}>
            {t('practice.apiKeys.scopes')}
          </Typography>
          {resources.map((resource) => {
            const name = t(`practice.apiKeys.resource.${resource}` as MessageKey)
            return (
              <Box
                key={resource}
                sx={{
                  display: 'grid',
                  gridTemplateColumns: 'minmax(0, 1fr) 116px 116px',
                  alignItems: 'center',
                  columnGap: 2,
                }}
              >
                <Typography variant="body2">{name}</Typography>
                {(['read', 'write'] as const).map((verb) => {
                  const scope = `${resource}:${verb}` as KeyScope
                  const label = t(`practice.apiKeys.${verb}`)
                  return keyScopes.includes(scope) ? (
                    <FormControlLabel
                      key={verb}
                      control={
                        <Checkbox
                          size="small"
                          checked={value.includes(scope)}
                          slotProps={{ input: { 'aria-label': `${name}: ${label}` } }}
                          onChange={(_, checked) =>
                            onChange(
                              checked ? [...value, scope] : value.filter((one: KeyScope) => one !== scope),
                            )
                          }
                        />
                      }
                      label={label}
                    />
                  ) : (
                    <span key={verb} />
                  )
                })}
              </Box>
            )
          })}
          {error && <FormHelperText error>{error.message}</FormHelperText>}
        </Box>
      )}
    />
  )
}
