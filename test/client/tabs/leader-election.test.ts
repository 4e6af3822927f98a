import { expect, it } from 'vitest'
import { openInbox } from '../../support/tab-inboxes.js'
import { browser, server, setStageForEachTest, time } from '../../support/tab-stage.js'

setStageForEachTest()

it('tabs have a connection each while visible if the browser denies locks', async () => {
  browser.storage.isForbidden = true
  const tabs = [browser.openTab(), browser.openTab()] as const
  const inboxes = [await openInbox(tabs[0], server.fetch), await openInbox(tabs[1], server.fetch)]
  await time.advance(1_000)
  expect(server.streamCount).toBe(2)
  server.add()
  await time.advance(1_000)
  for (const { $counts } of inboxes) expect($counts.get().unread).toBe(1)

  tabs[0].hide()
  await time.advance(1_000)
  expect(server.streamCount).toBe(1)
  tabs[0].show()
  await time.advance(1_000)
  expect(server.streamCount).toBe(2)
})
