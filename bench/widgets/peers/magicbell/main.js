import Provider from '@magicbell/react/context-provider'
import FloatingInbox from '@magicbell/react/floating-inbox'
import '@magicbell/react/styles/floating-inbox.css'
import '@magicbell/react/styles/inbox.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

const { http, socket } = window.benchServer
const base64 = (value) => btoa(JSON.stringify(value))
const claims = { api_key: 'bench', user_external_id: 'bench-user' }
const token = `${base64({ alg: 'none' })}.${base64(claims)}.x`
createRoot(document.getElementById('host')).render(
  createElement(
    Provider,
    { token, baseUrl: `${http}/magicbell`, socketUrl: `${socket}/magicbell-socket` },
    createElement(FloatingInbox, { placement: 'bottom-end', height: 440, width: 440 }),
  ),
)
