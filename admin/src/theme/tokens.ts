/** The colours of the panel, by what they mean. Every pair of text and ground meets WCAG 2.2 AA. */
export interface Tokens {
  ground: string
  surface: string
  raised: string
  hover: string
  selected: string
  hairline: string
  control: string
  text: string
  quiet: string
  accent: string
  accentHover: string
  onAccent: string
  overdue: string
  overdueGround: string
  due: string
  dueBar: string
  dueGround: string
  good: string
  goodGround: string
  changed: string
}

export const light: Tokens = {
  ground: '#f8f8fa',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#f4f4f8',
  selected: '#eef0fe',
  hairline: '#e3e4ea',
  control: '#868b9a',
  text: '#181a20',
  quiet: '#5c6270',
  accent: '#4338ca',
  accentHover: '#3730a3',
  onAccent: '#ffffff',
  overdue: '#b3261e',
  overdueGround: '#fdf0ef',
  due: '#875200',
  dueBar: '#d98a00',
  dueGround: '#fdf5e3',
  good: '#1c6e46',
  goodGround: '#edf7f1',
  changed: '#fff3c9',
}

export const dark: Tokens = {
  ground: '#0f1115',
  surface: '#15171c',
  raised: '#1c1f26',
  hover: '#1d2028',
  selected: '#22253a',
  hairline: '#2a2e38',
  control: '#767c8b',
  text: '#e9eaee',
  quiet: '#a0a6b4',
  accent: '#a5b0ff',
  accentHover: '#c3caff',
  onAccent: '#14162b',
  overdue: '#ff938a',
  overdueGround: '#2c1a1a',
  due: '#f4bd55',
  dueBar: '#e0a030',
  dueGround: '#2a2315',
  good: '#7ed3a4',
  goodGround: '#16261e',
  changed: '#3a3420',
}

/** Muted grounds for initials; the text on them is `text` of the same theme. */
export const avatarGrounds = {
  light: ['#e4e7f3', '#efe6ee', '#e3eeea', '#f1ebe0', '#e4edf3', '#ece8f5'],
  dark: ['#2d3346', '#3b2f3d', '#293a37', '#3b3529', '#2a3843', '#352f48'],
}
