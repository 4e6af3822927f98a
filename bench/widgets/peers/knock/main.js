import {
  KnockFeedProvider,
  KnockProvider,
  NotificationFeedPopover,
  NotificationIconButton,
  useKnockFeed,
} from '@knocklabs/react'
import '@knocklabs/react/dist/index.css'
import { createElement, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

const FEED = '7f7b2f30-5a0c-4c29-9b0a-3f5d1c2e4a10'

function Bell() {
  const [isVisible, show] = useState(false)
  const ref = useRef(null)
  window.peer = { feed: useKnockFeed().feedClient }
  return createElement(
    'div',
    null,
    createElement(NotificationIconButton, { ref, onClick: () => show(!isVisible) }),
    createElement(NotificationFeedPopover, {
      buttonRef: ref,
      isVisible,
      onClose: () => show(false),
    }),
  )
}

createRoot(document.getElementById('host')).render(
  createElement(
    KnockProvider,
    { apiKey: 'pk_bench', host: window.benchServer.http, user: { id: 'bench-user' } },
    createElement(KnockFeedProvider, { feedId: FEED }, createElement(Bell)),
  ),
)
