/**
 * The vault: what keeps names unreadable in the database (domain.md §6.1).
 *
 * Each person has a data key of their own, wrapped by the installation's field key. Destroying the wrapped key
 * makes every copy of the name unreadable, in the log as in the tables and backups. Sealing a name is
 * deterministic under one person's key, so that equal statements stay equal; two people of one name look different.
 *
 * All is AES-256-GCM. Keys for different purposes are derived by HKDF labels and never shared. Nothing here
 * reads a file, a setting or a clock.
 */
import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'

export const FIELD_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

export interface Vault {
  /** A new data key for one person, wrapped; keep it in `person_key`. */
  newPersonKey: () => string
  /** The name under that person's key; the same name gives the same text. Throws `VaultKeyMismatch`. */
  sealName: (wrappedKey: string, name: string) => string
  openName: (wrappedKey: string, sealed: string) => string
  /** Text under the installation's key, different each time. */
  sealBlob: (text: string) => string
  openBlob: (sealed: string) => string
  /** Text for whoever asked, to be brought back: nobody can read it or make one up. */
  sealCursor: (text: string) => string
  /** What was sealed; `undefined` for what this installation did not seal. */
  openCursor: (sealed: string) => string | undefined
  /** Keyed SHA-256 in hex: compares contents without telling them. */
  digest: (text: string) => string
}

/** What is to be opened was sealed with another key, or was changed since. */
export class VaultKeyMismatch extends Error {
  constructor(cause?: unknown) {
    super('字段密钥与库中数据不符：QINGLIAN_FIELD_KEY（或数据目录中的密钥文件）须是建库时的那一把', { cause })
    this.name = 'VaultKeyMismatch'
  }
}

export interface VaultOptions {
  readonly fieldKey: Buffer
  /** Secure random bytes, as `randomBytes` of `node:crypto`. */
  readonly random: (bytes: number) => Buffer
}

/** @throws RangeError where the field key is not 32 bytes long. */
export function createVault({ fieldKey, random }: VaultOptions): Vault {
  if (fieldKey.length !== FIELD_KEY_BYTES)
    throw new RangeError(`a field key has ${FIELD_KEY_BYTES} bytes`)
  const wrapping = derive(fieldKey, 'person-key')
  const blobs = derive(fieldKey, 'blob')
  const cursors = derive(fieldKey, 'cursor')
  const digests = derive(fieldKey, 'digest')

  return {
    newPersonKey: () => seal(wrapping, random(FIELD_KEY_BYTES), random(NONCE_BYTES)),
    sealName(wrappedKey, name) {
      const key = open(wrapping, wrappedKey)
      const plain = Buffer.from(name, 'utf8')
      const nonce = hmac(derive(key, 'name-nonce'), plain).subarray(0, NONCE_BYTES)
      return seal(derive(key, 'name'), plain, nonce)
    },
    openName: (wrappedKey, sealed) => open(derive(open(wrapping, wrappedKey), 'name'), sealed).toString('utf8'),
    sealBlob: text => seal(blobs, Buffer.from(text, 'utf8'), random(NONCE_BYTES)),
    openBlob: sealed => open(blobs, sealed).toString('utf8'),
    sealCursor: text => seal(cursors, Buffer.from(text, 'utf8'), random(NONCE_BYTES)),
    openCursor(sealed) {
      try {
        return open(cursors, sealed).toString('utf8')
      }
      catch (error) {
        if (error instanceof VaultKeyMismatch)
          return undefined
        throw error
      }
    },
    digest: text => hmac(digests, Buffer.from(text, 'utf8')).toString('hex'),
  }
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `qinglian/v1/${purpose}`, FIELD_KEY_BYTES))
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

/** base64url of nonce, ciphertext and tag. */
function seal(key: Buffer, plain: Buffer, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function open(key: Buffer, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES)
    throw new VaultKeyMismatch()
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  }
  catch (error) {
    throw new VaultKeyMismatch(error)
  }
}
