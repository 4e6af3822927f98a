import { expect, it } from 'vitest'
import { example } from '../../src/testing/fixtures.js'
import { connected, opened, serveEachTest, server } from '../support/bell.js'
import { moments, showing } from '../support/toasts.js'

serveEachTest()

it('a closed bell is a button that tells the count', async () => {
  server.addMany(3)
  const bell = await connected()
  await expect.element(bell).toMatchAriaInlineSnapshot(`- button "Notifications, 3 unread"`)
})

it('an open panel is a dialog with its heading, its filters and a list a day', async () => {
  const createdAt = new Date().toISOString()
  server.add({ content: example('course.enrolled'), createdAt })
  server.add({ content: example('comment.replied'), createdAt })
  const bell = await opened()
  await expect.element(bell).toMatchAriaInlineSnapshot(`
    - button "Notifications, 2 unread" [expanded]
    - dialog "Notifications":
      - heading "Notifications" [level=2]
      - button "Mark all as read"
      - button "Search"
      - button "More actions"
      - button "Close"
      - group "Show":
        - button "All, 2 unread" [pressed]
        - button "Unread, 2 unread"
        - button "Learning, 1 unread"
        - button "Interaction, 1 unread"
        - button "Rewards"
        - button "System"
      - heading "Today" [level=3]
      - list "Today":
        - listitem:
          - link "Unread: Clara Nunes replied to you Draw the square on each side, and count the small ones.":
            - /url: /courses/geometry-1/lessons/right-triangles#comment-8
          - time: now
          - button "Mark as read: ⁨Clara Nunes replied to you⁩"
          - button "Remove: ⁨Clara Nunes replied to you⁩"
          - button "Fewer like this: ⁨Clara Nunes replied to you⁩"
        - listitem:
          - link "Unread: Welcome to Geometry I":
            - /url: /courses/geometry-1
          - time: now
          - button "Mark as read: ⁨Welcome to Geometry I⁩"
          - button "Remove: ⁨Welcome to Geometry I⁩"
          - button "Fewer like this: ⁨Welcome to Geometry I⁩"
      - text: Live
  `)
})

it('an empty panel says so', async () => {
  const bell = await opened()
  await expect.element(bell).toMatchAriaInlineSnapshot(`
    - button "Notifications" [expanded]
    - dialog "Notifications":
      - heading "Notifications" [level=2]
      - button "Close"
      - paragraph: Nothing here yet
      - paragraph: New lessons, replies and results will appear here.
      - text: Live
  `)
})

it('a toast is an item of a named region, with a button to close it', async () => {
  const toasts = await showing(moments.achievement)
  await expect.element(toasts).toMatchAriaInlineSnapshot(`
    - region "Celebrations":
      - list:
        - listitem:
          - text: Achievement unlocked
          - button "Early bird"
          - button "Close"
  `)
})
