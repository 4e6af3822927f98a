import { Notyf } from 'notyf'
import 'notyf/notyf.min.css'

const toasts = new Notyf({ duration: 0, dismissible: true })
window.showToast = (title, body) => toasts.success({ message: `${title} ${body}` })
