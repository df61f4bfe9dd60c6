import { alpha, type ThemeOptions } from '@mui/material/styles'
import { dark, light, type Tokens } from './tokens.ts'

declare module '@mui/material/styles' {
  interface Palette {
    aw: Tokens
  }
  interface PaletteOptions {
    aw?: Tokens
  }
}

const family = '"Inter Variable", Inter, system-ui, "Segoe UI", Roboto, sans-serif'

/** One theme from one set of colours: hairlines instead of shadows, 14 px text, radius 8 px. */
export function makeTheme(mode: 'light' | 'dark', aw: Tokens): ThemeOptions {
  const ring = { outline: `2px solid ${aw.accent}`, outlineOffset: 2 }
  return {
    palette: {
      mode,
      aw,
      primary: { main: aw.accent, dark: aw.accentHover, contrastText: aw.onAccent },
      secondary: { main: aw.accent, contrastText: aw.onAccent },
      error: { main: aw.overdue },
      warning: { main: aw.due },
      success: { main: aw.good },
      background: { default: aw.ground, paper: aw.surface },
      text: { primary: aw.text, secondary: aw.quiet },
      divider: aw.hairline,
      action: { hover: aw.hover, selected: aw.selected },
    },
    // Times what `sx` says: 2 is the radius of everything that holds something, 8 px.
    shape: { borderRadius: 4 },
    spacing: 4,
    typography: {
      fontFamily: family,
      fontSize: 14,
      htmlFontSize: 16,
      body1: { fontSize: '0.875rem', lineHeight: 1.5 },
      body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
      caption: { fontSize: '0.75rem', lineHeight: 1.45 },
      h1: { fontSize: '1.5rem', fontWeight: 650, letterSpacing: '-0.015em', lineHeight: 1.3 },
      h2: { fontSize: '0.9375rem', fontWeight: 650, letterSpacing: '-0.005em', lineHeight: 1.4 },
      h3: { fontSize: '0.875rem', fontWeight: 600, lineHeight: 1.4 },
      button: { textTransform: 'none', fontWeight: 550, fontSize: '0.8125rem', lineHeight: 1.5 },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          html: { overflowY: 'scroll' },
          body: { fontFeatureSettings: '"cv11", "ss03"', WebkitFontSmoothing: 'antialiased' },
          'time, .num': { fontVariantNumeric: 'tabular-nums' },
          ':focus-visible': ring,
          '::selection': { background: alpha(aw.accent, 0.25) },
          '@media (prefers-reduced-motion: reduce)': {
            '*, *::before, *::after': {
              animationDuration: '0.01ms !important',
              transition: 'none !important',
            },
          },
          '@media print': {
            'body, html': { background: '#fff', color: '#000' },
            '.no-print': { display: 'none !important' },
          },
        },
      },
      MuiButtonBase: {
        defaultProps: { disableRipple: true },
        styleOverrides: { root: { '&:focus-visible': ring } },
      },
      MuiButton: {
        defaultProps: { disableElevation: true, size: 'small' },
        styleOverrides: {
          root: {
            minWidth: 0,
            borderRadius: 8,
            padding: '4px 10px',
            '&:focus-visible': ring,
            // As large as a thumb.
            '@media (max-width: 599px)': { minHeight: 40 },
          },
          outlined: { borderColor: aw.hairline },
        },
      },
      MuiIconButton: { styleOverrides: { root: { borderRadius: 8, '&:focus-visible': ring } } },
      MuiPaper: {
        defaultProps: { elevation: 0 },
        styleOverrides: { root: { backgroundImage: 'none' } },
      },
      MuiPopover: {
        styleOverrides: {
          paper: {
            border: `1px solid ${aw.hairline}`,
            borderRadius: 8,
            backgroundColor: aw.raised,
            boxShadow: `0 8px 28px ${alpha('#000', mode === 'dark' ? 0.5 : 0.12)}`,
          },
        },
      },
      MuiDialog: {
        styleOverrides: {
          paper: { border: `1px solid ${aw.hairline}`, backgroundColor: aw.raised, borderRadius: 8 },
        },
      },
      MuiDialogTitle: {
        styleOverrides: { root: { fontSize: '1.0625rem', fontWeight: 650, paddingBottom: 8 } },
      },
      MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px' } } },
      MuiMenuItem: {
        styleOverrides: {
          root: { fontSize: '0.8125rem', minHeight: 36, '&:focus-visible': { ...ring, outlineOffset: -2 } },
        },
      },
      MuiAutocomplete: {
        styleOverrides: {
          paper: {
            marginTop: 4,
            borderRadius: 8,
            border: `1px solid ${aw.hairline}`,
            backgroundColor: aw.raised,
            boxShadow: `0 8px 28px ${alpha('#000', mode === 'dark' ? 0.5 : 0.12)}`,
          },
          option: { fontSize: '0.8125rem', minHeight: 36 },
          noOptions: { fontSize: '0.8125rem' },
        },
      },
      // Above the bar at the bottom of narrow screens.
      MuiSnackbar: { styleOverrides: { root: { '@media (max-width: 899px)': { bottom: 76 } } } },
      MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
      MuiFormHelperText: { styleOverrides: { root: { marginLeft: 2, lineHeight: 1.4 } } },
      MuiOutlinedInput: {
        styleOverrides: {
          root: { fontSize: '0.875rem', backgroundColor: aw.surface, borderRadius: 8 },
          notchedOutline: { borderColor: aw.control },
        },
      },
      MuiTooltip: { defaultProps: { arrow: false, enterDelay: 300 } },
      MuiSkeleton: { defaultProps: { animation: 'wave' } },
      MuiLink: { defaultProps: { underline: 'hover' } },
      MuiTab: { styleOverrides: { root: { minHeight: 40, padding: '6px 12px', minWidth: 0 } } },
      MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
      MuiTableCell: { styleOverrides: { root: { fontSize: '0.8125rem', borderColor: aw.hairline } } },
    },
  }
}

export const lightTheme = makeTheme('light', light)
export const darkTheme = makeTheme('dark', dark)
