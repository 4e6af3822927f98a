import { RouterProvider } from '@tanstack/react-router'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { fillBell } from '../inbox'
import './links'
import { router } from './router'

createRoot(document.querySelector('#app')!).render(createElement(RouterProvider, { router }))
fillBell('/tanstack-router')
