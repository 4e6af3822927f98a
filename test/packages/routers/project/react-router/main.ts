import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { fillBell } from '../inbox'
import './links'
import { router } from './router'

createRoot(document.querySelector('#app')!).render(createElement(RouterProvider, { router }))
fillBell('/react-router')
