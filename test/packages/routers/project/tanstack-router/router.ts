import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  useLocation,
} from '@tanstack/react-router'
import { createElement } from 'react'

const root = createRootRoute({ component: () => createElement(Outlet) })
const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => createElement('h1', null, 'Start'),
})
const lesson = createRoute({
  getParentRoute: () => root,
  path: '/lessons/$id',
  component: function Lesson() {
    const { searchStr, hash } = useLocation()
    return createElement('h1', null, `Lesson ${lesson.useParams().id} ${searchStr}#${hash}`)
  },
})

export const router = createRouter({
  routeTree: root.addChildren([start, lesson]),
  basepath: '/tanstack-router',
})
