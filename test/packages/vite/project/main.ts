import 'belfry/define'
import { createInbox, type Head, isUnread, type NotificationBell, type Row } from 'belfry'

const endpoint = import.meta.env['VITE_ENDPOINT'] as string

const getToken = async (): Promise<string> => {
  const response = await fetch(`${endpoint}/demo/token?member=student-1`)
  const { token } = (await response.json()) as { token: string }
  return token
}

const bell: NotificationBell = document.createElement('notification-bell')
bell.endpoint = endpoint
bell.getToken = getToken
bell.setAttribute('title-count', '')
document.querySelector('header')?.append(bell)

// The headless API and the protocol, as a page of its own would use them.
export const countUnread = (rows: readonly Row[], head: Head): number =>
  rows.filter((row) => isUnread(row, head)).length
export const openInbox = (): ReturnType<typeof createInbox> => createInbox({ endpoint, getToken })
