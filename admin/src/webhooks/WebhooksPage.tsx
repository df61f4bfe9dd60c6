import { Route, Routes } from 'react-router'
import { NotFound } from '../layout/NotFound.tsx'
import { WebhookList } from './WebhookList.tsx'
import { WebhookPage } from './WebhookPage.tsx'

/** The practice's webhooks, and the page of each. */
export const WebhooksPage = () => (
  <Routes>
    <Route index element={<WebhookList />} />
    <Route path=":id" element={<WebhookPage />} />
    <Route path="*" element={<NotFound />} />
  </Routes>
)
