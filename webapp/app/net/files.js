import { address } from '../address.js';

/** The bytes of a file of a message as a Blob; rejects if it cannot be had. token: of who reads, if that is a guest. */
export async function fetchFile(id, token) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const answer = await fetch(address(`files/${id}`), { headers });
  if (!answer.ok) {
    throw new Error(`the server answers ${answer.status}`);
  }
  return answer.blob();
}
