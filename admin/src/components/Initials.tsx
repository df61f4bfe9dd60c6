import Box from '@mui/material/Box'
import { avatarGrounds } from '../theme/tokens.ts'

const initialsOf = (name: string) => {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '?')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}

const sum = (text: string) => [...text].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)

/** A person without a picture: initials on a muted ground that stays theirs. Decoration; the name stands beside. */
export function Initials({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <Box
      aria-hidden
      data-initials={initialsOf(name)}
      sx={(theme) => {
        const grounds = avatarGrounds[theme.palette.mode]
        return {
          width: size,
          height: size,
          flex: 'none',
          borderRadius: '50%',
          display: 'grid',
          placeItems: 'center',
          fontSize: size * 0.38,
          fontWeight: 600,
          letterSpacing: '0.01em',
          color: theme.palette.text.primary,
          background: grounds[sum(name) % grounds.length],
          // A picture, not text: nothing to read out, to find or to copy.
          '&::before': { content: 'attr(data-initials)' },
        }
      }}
    />
  )
}
