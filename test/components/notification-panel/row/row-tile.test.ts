import { expect, it } from 'vitest'
import { example } from '../../../../src/testing/fixtures.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

const PICTURE = `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>`

const reply = (more: object) => ({ ...example('comment.replied'), ...more })

it.each([
  ['Clara Nunes', 'CN'],
  ['Ana Luiza de Souza', 'AS'],
  ['plato', 'P'],
  ['王 小明', '王小'],
])(
  'a reply by %s shows the initials %s beside the icon of its type',
  async (authorName, initials) => {
    server.add({ content: reply({ data: { authorName } }) })
    const driver = await BellDriver.open()
    expect(driver.part('avatar')?.textContent).toBe(initials)
    expect(driver.part('avatar')?.ariaHidden).toBe('true')
    expect(driver.find('svg.mark')).not.toBeNull()
    expect(driver.find('svg.tile')).toBeNull()
  },
)

it('a reply without a name, and a lesson with one, show the icon of their type', async () => {
  server.add({ content: example('comment.replied') })
  server.add({ content: { ...example('lesson.published'), data: { authorName: 'Clara Nunes' } } })
  const driver = await BellDriver.open()
  expect(driver.findAll('svg.tile')).toHaveLength(2)
  expect(driver.part('avatar')).toBeNull()
})

it('a picture that cannot be loaded gives way to initials', async () => {
  const imageUrl = `${location.origin}/no-such-picture.png`
  server.add({ content: reply({ imageUrl, data: { authorName: 'Clara Nunes' } }) })
  const driver = await BellDriver.open()
  driver.find('img')?.dispatchEvent(new Event('error'))
  await eventually(() => driver.part('avatar')?.textContent === 'CN')
  expect(driver.find('img')).toBeNull()
})

it('a picture from an unsafe address is not shown', async () => {
  server.add({ content: reply({ imageUrl: PICTURE, data: { authorName: 'Clara Nunes' } }) })
  const driver = await BellDriver.open()
  expect(driver.find('img')).toBeNull()
  expect(driver.part('avatar')?.textContent).toBe('CN')
})
