import { createElement } from 'react'
import { createBrowserRouter, useLocation, useParams } from 'react-router'

function Lesson() {
  const { search, hash } = useLocation()
  return createElement('h1', null, `Lesson ${useParams().id} ${search}${hash}`)
}

export const router = createBrowserRouter(
  [
    { path: '/', element: createElement('h1', null, 'Start') },
    { path: '/lessons/:id', element: createElement(Lesson) },
  ],
  { basename: '/react-router' },
)
