import type { SvgIconComponent } from '@mui/icons-material'
import AddIcon from '@mui/icons-material/AddOutlined'
import TasksIcon from '@mui/icons-material/ChecklistOutlined'
import FlagIcon from '@mui/icons-material/FlagOutlined'
import ChatIcon from '@mui/icons-material/ForumOutlined'
import PeopleIcon from '@mui/icons-material/PeopleAltOutlined'
import SettingsIcon from '@mui/icons-material/SettingsOutlined'
import TodayIcon from '@mui/icons-material/WbSunnyOutlined'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { MessageKey } from '../i18n/en.ts'

export interface NavLink {
  to: string
  label: MessageKey
  icon: SvgIconComponent
}

const today: NavLink = { to: '/', label: 'nav.today', icon: TodayIcon }
const clients: NavLink = { to: '/clients', label: 'nav.clients', icon: PeopleIcon }
const tasks: NavLink = { to: '/tasks', label: 'nav.tasks', icon: TasksIcon }
const interviews: NavLink = { to: '/interviews', label: 'nav.interviews', icon: ChatIcon }
const opportunities: NavLink = { to: '/opportunities', label: 'nav.opportunities', icon: FlagIcon }

export const debriefLink: NavLink = { to: '/interviews/create', label: 'nav.debrief', icon: AddIcon }

/** In the bar at the top; on a narrow screen in the account's menu. */
export const settingsLink: NavLink = { to: '/settings', label: 'settings.title', icon: SettingsIcon }

/** What somebody of that role can go to, in order. */
export const linksFor = (role: Role | undefined): NavLink[] =>
  role === 'client' ? [today, opportunities, interviews] : [today, clients, tasks, interviews]

/** Whether a link leads to where the reader is, or above it. */
export function isHere(link: NavLink, pathname: string): boolean {
  if (link.to === '/') return pathname === '/'
  if (pathname.startsWith(debriefLink.to)) return link.to === debriefLink.to
  return pathname === link.to || pathname.startsWith(`${link.to}/`)
}
