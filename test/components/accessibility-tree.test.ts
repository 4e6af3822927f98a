import { expect, it } from 'vitest'
import { example } from '../../src/testing/fixtures.js'
import { BellDriver } from '../support/bell-driver.js'
import { serveEachTest, server } from '../support/test-server.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

serveEachTest()

it('the accessibility tree of a closed bell is a button with the unread count', async () => {
  server.addMany(3)
  const driver = await BellDriver.connect()
  await expect.element(driver.bell).toMatchAriaInlineSnapshot(`- button "Notifications, 3 unread"`)
})

it('the accessibility tree of an open panel is a dialog with its heading, its filters and a list for each day', async () => {
  const createdAt = new Date().toISOString()
  server.add({ content: example('course.enrolled'), createdAt })
  server.add({ content: example('comment.replied'), createdAt })
  const driver = await BellDriver.open()
  await expect.element(driver.bell).toMatchAriaInlineSnapshot(`
    - button "Notifications, 2 unread" [expanded]
    - dialog "Notifications":
      - heading "Notifications" [level=2]
      - button "Mark all as read"
      - button "Search"
      - button "More actions"
      - button "Close"
      - group "Show":
        - button "All" [pressed]
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
          - button "More actions: ⁨Clara Nunes replied to you⁩"
        - listitem:
          - link "Unread: Welcome to Geometry I":
            - /url: /courses/geometry-1
          - time: now
          - button "More actions: ⁨Welcome to Geometry I⁩"
      - text: Live
  `)
})

it('the accessibility tree of an empty panel says that it is empty', async () => {
  const driver = await BellDriver.open()
  await expect.element(driver.bell).toMatchAriaInlineSnapshot(`
    - button "Notifications" [expanded]
    - dialog "Notifications":
      - heading "Notifications" [level=2]
      - button "Close"
      - paragraph: Nothing here yet
      - paragraph: New lessons, replies and results will appear here.
      - text: Live
  `)
})

it('the accessibility tree of a toast is an item in a named region, with a button to close it', async () => {
  const driver = await ToastsDriver.showing(moments.achievement)
  await expect.element(driver.toasts).toMatchAriaInlineSnapshot(`
    - region "Celebrations":
      - list:
        - listitem:
          - text: Achievement unlocked
          - button "Early bird"
          - button "Close"
  `)
})
