import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { Toaster, toast } from 'sonner'

createRoot(document.getElementById('host')).render(createElement(Toaster, { visibleToasts: 5 }))
window.showToast = (title, body) => toast(title, { description: body, duration: Infinity })
