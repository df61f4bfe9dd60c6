import { QueryClient } from '@tanstack/react-query'
import { Admin, CustomRoutes, Resource } from 'react-admin'
import { BrowserRouter, Navigate, Route } from 'react-router'
import type { Role } from '../../server/domain/vocabulary.ts'
import { ForgotPage } from './auth/ForgotPage.tsx'
import { InvitationPage } from './auth/InvitationPage.tsx'
import { LoginPage } from './auth/LoginPage.tsx'
import { MagicPage } from './auth/MagicPage.tsx'
import { ResetPage } from './auth/ResetPage.tsx'
import { ClientPage } from './clients/ClientPage.tsx'
import { ClientsPage } from './clients/ClientsPage.tsx'
import { ContactPage } from './contacts/ContactPage.tsx'
import { EmployerPage } from './employers/EmployerPage.tsx'
import { i18nProvider } from './i18n/provider.ts'
import { DebriefPage } from './interviews/DebriefPage.tsx'
import { InterviewPage } from './interviews/InterviewPage.tsx'
import { InterviewsPage } from './interviews/InterviewsPage.tsx'
import { ErrorPage } from './layout/ErrorPage.tsx'
import { NotFound } from './layout/NotFound.tsx'
import { PanelLayout } from './layout/PanelLayout.tsx'
import { ActPage } from './notifications/ActPage.tsx'
import { UnsubscribePage } from './notifications/UnsubscribePage.tsx'
import { OpportunitiesPage } from './opportunities/OpportunitiesPage.tsx'
import { OpportunityPage } from './opportunities/OpportunityPage.tsx'
import { authProvider } from './providers/authProvider.ts'
import { dataProvider } from './providers/dataProvider.ts'
import { store } from './providers/store.ts'
import { SettingsPage } from './settings/SettingsPage.tsx'
import { TasksPage } from './tasks/TasksPage.tsx'
import { darkTheme, lightTheme } from './theme/theme.ts'
import { TodayPage } from './today/TodayPage.tsx'

const queryClient = new QueryClient({
  // Asked even while the browser believes to be offline: the reader is told, and the next try succeeds.
  defaultOptions: {
    queries: { retry: false, staleTime: 2_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

export const App = () => (
  // Without transitions: signing out must leave the old page at once, before its queries notice that they may no longer.
  <BrowserRouter useTransitions={false}>
    <Admin
      title="Afterword"
      authProvider={authProvider}
      catchAll={NotFound}
      dashboard={TodayPage}
      dataProvider={dataProvider}
      darkTheme={darkTheme}
      disableTelemetry
      error={ErrorPage}
      i18nProvider={i18nProvider}
      layout={PanelLayout}
      loginPage={LoginPage}
      queryClient={queryClient}
      requireAuth
      store={store}
      theme={lightTheme}
    >
      {(role: Role | null) => [
        role === 'client' ? null : (
          <Resource key="clients" name="clients" list={ClientsPage} edit={ClientPage} />
        ),
        role === 'client' ? null : <Resource key="tasks" name="tasks" list={TasksPage} />,
        <Resource
          key="interviews"
          name="interviews"
          list={InterviewsPage}
          create={DebriefPage}
          edit={InterviewPage}
        />,
        <Resource key="opportunities" name="opportunities" list={OpportunitiesPage} edit={OpportunityPage} />,
        <Resource key="employers" name="employers" edit={EmployerPage} />,
        <Resource key="contacts" name="contacts" edit={ContactPage} />,
        <CustomRoutes key="outside" noLayout>
          <Route path="/forgot" element={<ForgotPage />} />
          <Route path="/reset" element={<ResetPage />} />
          <Route path="/magic" element={<MagicPage />} />
          <Route path="/invitation" element={<InvitationPage />} />
          <Route path="/act" element={<ActPage />} />
          <Route path="/unsubscribe" element={<UnsubscribePage />} />
        </CustomRoutes>,
        <CustomRoutes key="custom">
          <Route path="/today" element={<Navigate to="/" replace />} />
          <Route path="/settings/*" element={<SettingsPage />} />
        </CustomRoutes>,
      ]}
    </Admin>
  </BrowserRouter>
)
