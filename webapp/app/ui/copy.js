/**
 * Copies a text; answers whether the browser let it. To be called while a click is handled. A page that did not come over TLS has
 * no clipboard (Clipboard API: navigator.clipboard is for secure contexts), but can answer the command to copy.
 */
export async function copy(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(() => true, () => false);
  }
  const give = (event) => {
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', give);
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', give);
  return copied;
}
