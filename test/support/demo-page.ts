import type { Page } from './browsers.js'

/** Makes the demo's page another member's. */
export const becomeMember = (page: Page, member: string): Promise<void> =>
  page.evaluate(`(() => {
    const select = document.querySelector('#member')
    select.value = '${member}'
    select.dispatchEvent(new Event('change'))
  })()`)
