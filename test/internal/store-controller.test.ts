import { LitElement } from 'lit'
import { atom } from 'nanostores'
import { expect, it } from 'vitest'
import { StoreController } from '../../src/internal/store-controller.js'

const $count = atom(0)
class Follower extends LitElement {
  readonly count = new StoreController(this, () => $count)
}
customElements.define('test-follower', Follower)

it('StoreController follows an atom only while its element is in a page', async () => {
  const follower = new Follower()
  document.body.append(follower)
  await follower.updateComplete
  expect($count.lc).toBe(1)
  follower.requestUpdate()
  follower.remove()
  await follower.updateComplete
  expect($count.lc).toBe(0)
  document.body.append(follower)
  expect($count.lc).toBe(1)
  follower.remove()
})
